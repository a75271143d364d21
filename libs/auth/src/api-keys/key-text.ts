import { hash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_CHARACTERS = 30;
const CHECKSUM_CHARACTERS = 6;
const SHOWN_CHARACTERS = 4;
const KEY = /^vtr_[a-z\d]{1,20}_[\dA-Za-z]{36}$/;

/** A new key: `vtr_<environment>_`, 30 random characters of base62 (178 bits), and 6 that let a typing error be seen. */
export function newKeyText(environment: string): string {
  const random = Array.from({ length: RANDOM_CHARACTERS }, () => BASE62[randomInt(BASE62.length)]).join('');
  const begin = `vtr_${environment}_${random}`;
  return begin + checksum(begin);
}

/** Whether a text can be a key: shape and checksum. Asks nobody. */
export function isKeyText(text: string): boolean {
  return KEY.test(text) && checksum(text.slice(0, -CHECKSUM_CHARACTERS)) === text.slice(-CHECKSUM_CHARACTERS);
}

/** What is stored of a key: its SHA-256 in hex. A plain hash is enough for what cannot be guessed. */
export function keyHash(text: string): string {
  return hash('sha256', text, 'hex');
}

/** What lists show of a key, enough to tell it from others. */
export function keyPrefix(text: string): string {
  return text.slice(0, text.lastIndexOf('_') + 1 + SHOWN_CHARACTERS);
}

/** CRC-32 of the text before it, in base62 with leading zeros. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM_CHARACTERS; i++) {
    digits = (BASE62[rest % BASE62.length] ?? '') + digits;
    rest = Math.floor(rest / BASE62.length);
  }
  return digits;
}
