import { hash } from 'node:crypto';
import { coreForm, plainForm, SHORTEST_FORM } from './password-forms';

/** Bytes of a SHA-256 that are kept: one password in ten million is refused by mistake. */
const PREFIX_BYTES = 5;
/** Of so many of the commonest the core is refused, whatever digits are put around it. */
const CORES_OF = 50_000;
/** All others matter only if they are long enough to be taken as they are. */
const LONG = 12;

/**
 * Forms of leaked passwords as sorted prefixes of their SHA-256: a sixteenth of the memory of the texts, and readers of the
 * repository are spared what people call their passwords.
 */
export class LeakedTable {
  constructor(readonly bytes: Buffer) {}

  /** @param words leaked passwords, the commonest first */
  static of(words: readonly string[]): LeakedTable {
    const forms = new Set([
      ...words.slice(0, CORES_OF).map(coreForm),
      ...words.filter((word) => word.length >= LONG).map(plainForm),
    ]);
    const prefixes = [...forms].filter((form) => form.length >= SHORTEST_FORM).map(prefixOf);
    return new LeakedTable(Buffer.concat(prefixes.toSorted((a, b) => a.compare(b))));
  }

  get size(): number {
    return this.bytes.length / PREFIX_BYTES;
  }

  has(form: string): boolean {
    const wanted = prefixOf(form);
    let [low, high] = [0, this.size - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = middle * PREFIX_BYTES;
      const order = this.bytes.compare(wanted, 0, PREFIX_BYTES, at, at + PREFIX_BYTES);
      if (order === 0) return true;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }
}

function prefixOf(form: string): Buffer {
  return hash('sha256', form, 'buffer').subarray(0, PREFIX_BYTES);
}
