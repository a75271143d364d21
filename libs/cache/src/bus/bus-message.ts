import type { Fields } from '../versions/dependency';

/**
 * What processes tell each other. `sent` counts the changes that `from` has sent or tried to send, this one included:
 * a number that does not follow the last one heard means that something was lost.
 */
export type BusMessage = { from: string; sent: number } & (
  { kind: 'beat' | 'bye' | 'everything' } | { kind: 'touch'; changes: Fields[] }
);

type Wire = [kind: string, from: string, sent: number, changes?: [string, number[]][]];

const KINDS = { b: 'beat', g: 'bye', e: 'everything', t: 'touch' } as const;
const LETTERS = { beat: 'b', bye: 'g', everything: 'e', touch: 't' } as const;

export function encodeMessage(message: BusMessage): string {
  const wire: Wire = [LETTERS[message.kind], message.from, message.sent];
  if (message.kind === 'touch')
    wire.push(message.changes.map(({ subject, fields }) => [subject, [...fields]]));
  return JSON.stringify(wire);
}

/** Undefined for what is not a message; such a text counts as lost. */
export function decodeMessage(text: string): BusMessage | undefined {
  const wire = parse(text);
  if (!Array.isArray(wire)) return undefined;
  const [letter, from, sent, changes] = wire as Partial<Wire>;
  const kind = KINDS[letter as keyof typeof KINDS] as BusMessage['kind'] | undefined;
  if (!kind || typeof from !== 'string' || typeof sent !== 'number') return undefined;
  if (kind !== 'touch') return { kind, from, sent };
  if (!Array.isArray(changes)) return undefined;
  return { kind, from, sent, changes: changes.map(([subject, fields]) => ({ subject, fields })) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Splits changes into as few messages as fit; undefined when one alone is too long for `maxBytes`. */
export function packChanges(changes: readonly Fields[], maxBytes: number): Fields[][] | undefined {
  const room = maxBytes - ENVELOPE_BYTES;
  const packs: Fields[][] = [];
  let used = Infinity;
  for (const change of changes) {
    const bytes = Buffer.byteLength(JSON.stringify([change.subject, change.fields])) + 1;
    if (bytes > room) return undefined;
    if (used + bytes > room) {
      packs.push([]);
      used = 0;
    }
    packs.at(-1)?.push(change);
    used += bytes;
  }
  return packs;
}

const ENVELOPE_BYTES = 100;
