import { randomInt } from 'node:crypto';

/** Without what is mistaken for something else when read aloud or typed from a screen: 0 o 1 i l. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 5;
const GROUP_LENGTH = 4;

/** A readable random password such as `k7mq-x2hd-…`: 24 characters, 99 bits. */
export function generatePassword(): string {
  return Array.from({ length: GROUPS }, randomGroup).join('-');
}

function randomGroup(): string {
  return Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
