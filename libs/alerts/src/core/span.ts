const FORM = /^(0|[1-9]\d{0,5})(s|m|h|d)$/;
const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** As {@link parseDuration} wants it, for messages. */
export const DURATION_FORMS = '<n>s, <n>m, <n>h or <n>d such as 5m';

/** Reads a duration such as `90s` or `5m`, in ms; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = FORM.exec(text);
  return match ? Number(match[1]) * UNITS[match[2] as keyof typeof UNITS] : undefined;
}
