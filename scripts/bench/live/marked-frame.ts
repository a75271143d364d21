/** Rows of a usual widget: about a kilobyte. */
const ROWS = Array.from({ length: 30 }, (_, day) => [
  new Date(Date.UTC(2026, 0, day + 1)).toISOString(),
  Math.round(Math.sin(day) * 1e6) / 100,
]);
const NUMBER_LENGTH = 12;
const TIME_LENGTH = 16;
const MARK_LENGTH = NUMBER_LENGTH + 1 + TIME_LENGTH;
/** What follows the mark in a packet of socket.io: `"}]`. */
const AFTER_LENGTH = 3;

/** Milliseconds since 1970, comparable between processes of one machine. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** A state of a widget that says which it is and when it was sent, at a place that is found without reading all of it. */
export function markedState(n: number) {
  const mark = `${String(n).padStart(NUMBER_LENGTH, '0')} ${now().toFixed(2)}`;
  return { status: 'ok' as const, data: { rows: ROWS }, meta: null, error: mark };
}

/** The mark of a message that lies in `bytes` up to `end`. */
export function readMark(bytes: Buffer, end: number): { n: number; sentAt: number } {
  const begin = end - AFTER_LENGTH - MARK_LENGTH;
  return {
    n: Number(bytes.toString('latin1', begin, begin + NUMBER_LENGTH)),
    sentAt: Number(bytes.toString('latin1', begin + NUMBER_LENGTH + 1, end - AFTER_LENGTH)),
  };
}
