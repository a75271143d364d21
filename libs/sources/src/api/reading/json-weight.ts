/** Each byte is there as it came, as text, and once more while the text is put together. */
const OF_BYTE = 3;
/** What Node needs for what begins or ends with a character of JSON, in bytes: measured with pages made to need much. */
const OF_MARK = new Uint8Array(128);
OF_MARK[0x7b] = 96; // {
OF_MARK[0x5b] = 40; // [
OF_MARK[0x3a] = 24; // : a name that no other object has
OF_MARK[0x2c] = 32; // ,
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Of these, each byte below 128 is the character that it is in ASCII. */
const PLAIN = /^(utf-?8|us-ascii|ascii|iso-?8859-\d{1,2}|latin1|windows-125\d)$/i;

/**
 * Estimates the memory that a page of JSON takes once it is parsed, without parsing it: 32 MiB of `[{},{},…]` become more than 700 MiB of
 * objects. Too much rather than too little: names that many objects have in common take less.
 */
export class JsonWeight {
  /** Of what was added so far. */
  bytes = 0;
  private inText = false;
  private escaped = false;
  private readonly skipsTexts: boolean;

  /** @param charset where a byte may be part of a character, what looks like a mark counts even in texts */
  constructor(charset: string) {
    this.skipsTexts = PLAIN.test(charset);
  }

  add(chunk: Uint8Array): void {
    let { inText, escaped } = this;
    let bytes = chunk.length * OF_BYTE;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inText = false;
      } else if (byte === QUOTE) inText = this.skipsTexts;
      else bytes += OF_MARK[byte] ?? 0;
    }
    this.bytes += bytes;
    this.inText = inText;
    this.escaped = escaped;
  }
}
