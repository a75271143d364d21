/** What one progress line says. */
export interface Progress {
  label: string;
  /** 0 to 100; null while nobody can say. */
  percent: number | null;
  detail: string;
  seconds: number;
}

const WIDTH = 24;

/** One progress line that fits `columns` characters. */
export function formatBar({ label, percent, detail, seconds }: Progress, columns = 100): string {
  const time = `${Math.floor(seconds)} s`;
  const known = percent === null ? null : Math.min(100, Math.max(0, percent));
  const filled = known === null ? 0 : Math.round((known / 100) * WIDTH);
  // While nobody knows how far it is, a mark that wanders shows that something happens.
  const wander = Math.floor(seconds * 7) % WIDTH;
  const bar =
    known === null
      ? `${'░'.repeat(wander)}█${'░'.repeat(WIDTH - 1 - wander)}`
      : `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
  const share = known === null ? '' : `${String(Math.floor(known)).padStart(3)} %  `;
  return `  ${label.padEnd(11)}${bar}  ${share}${time}${detail ? `  ${detail}` : ''}`.slice(0, columns - 1);
}
