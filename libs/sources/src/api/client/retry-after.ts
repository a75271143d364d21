const MS = 1_000;
const LONGEST_MS = 86_400_000;
/** Numbers from here on are no seconds to wait but seconds since 1970; from {@link EPOCH_MS} on, milliseconds. */
const EPOCH_S = 1_000_000_000;
const EPOCH_MS = 1_000_000_000_000;

type Headers = Readonly<Record<string, string>>;

/**
 * How long an answer asks to be left alone: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), else what `RateLimit`
 * (draft-ietf-httpapi-ratelimit-headers), `RateLimit-Reset` or `X-RateLimit-Reset` say of a limit that is used up.
 * @param now milliseconds since 1970
 * @returns from 0 to a day; undefined when it asks for nothing
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const ms = ofRetryAfter(headers, now) ?? ofRateLimit(headers) ?? ofReset(headers, now);
  return ms === undefined ? undefined : Math.min(LONGEST_MS, Math.max(0, Math.ceil(ms)));
}

/** Whether an answer says that a limit is used up, whatever its status. */
export function isUsedUp(headers: Headers): boolean {
  const remaining = headers['ratelimit-remaining'] ?? headers['x-ratelimit-remaining'];
  return remaining?.trim() === '0' || ofRateLimit(headers) !== undefined;
}

function ofRetryAfter({ 'retry-after': text, date }: Headers, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(text)) return Number(text) * MS;
  const until = /^[a-z]{3}/i.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(until)) return undefined;
  // By the clock that wrote it, if that says what time it is.
  const told = Date.parse(date ?? '');
  return until - (Number.isNaN(told) ? now : told);
}

/** The longest of the limits with nothing left: `"minute";r=0;t=12`, in earlier drafts `remaining=0, reset=12`. */
function ofRateLimit({ ratelimit: text = '' }: Headers): number | undefined {
  const earlier = /\bremaining=0\b.*?\breset=(\d+)/.exec(text);
  const seconds = [
    ...text.split(',').map((limit) => (/;\s*r=0\b/.test(limit) ? /;\s*t=(\d+)/.exec(limit)?.[1] : undefined)),
    earlier?.[1],
  ].filter((each) => each !== undefined);
  return seconds.length > 0 ? Math.max(...seconds.map(Number)) * MS : undefined;
}

function ofReset(headers: Headers, now: number): number | undefined {
  if (!isUsedUp(headers)) return undefined;
  const text = headers['ratelimit-reset'] ?? headers['x-ratelimit-reset'];
  const reset = text === undefined || text.trim() === '' ? NaN : Number(text);
  if (Number.isNaN(reset)) return undefined;
  if (reset >= EPOCH_MS) return reset - now;
  return reset >= EPOCH_S ? reset * MS - now : reset * MS;
}
