import { closeSync, openSync, readSync, statSync } from 'node:fs';

const LEVELS: Record<number, string> = { 40: 'warn', 50: 'error', 60: 'fatal' };
const MOST_BYTES = 256 * 1024;

/** What went wrong, readable: the end of a log file that was written after byte `from`. */
export function errorTail(file: string, from: number, lines = 15): string {
  const input = openSync(file, 'r');
  try {
    const size = statSync(file).size;
    const start = Math.max(from, size - MOST_BYTES);
    const buffer = Buffer.alloc(Math.max(0, size - start));
    readSync(input, buffer, 0, buffer.length, start);
    return formatTail(buffer.toString(), lines);
  } finally {
    closeSync(input);
  }
}

/** Of JSON log lines the warnings and errors, of other lines all; at most the last `lines`. */
export function formatTail(text: string, lines: number): string {
  return text
    .split('\n')
    .flatMap((line) => readable(line).split('\n'))
    .filter((line) => line.trim() !== '')
    .slice(-lines)
    .join('\n');
}

interface LogLine {
  level?: number;
  msg?: string;
  err?: { message?: string; stack?: string };
}

function readable(line: string): string {
  let entry: LogLine;
  try {
    entry = JSON.parse(line) as LogLine;
  } catch {
    return line;
  }
  if (typeof entry !== 'object' || entry === null || typeof entry.level !== 'number') return line;
  if (entry.level < 40) return '';
  const reason = entry.err?.stack ?? entry.err?.message ?? '';
  const message = entry.msg && !reason.includes(entry.msg) ? entry.msg : '';
  return `${LEVELS[entry.level] ?? entry.level}: ${[message, reason].filter(Boolean).join(': ')}`;
}
