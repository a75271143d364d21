import { UnreadableRecord } from '../connector';
import { parseExactJson } from '../records/exact-json';

/** What a text of JSON says, or that it is none. */
export function jsonRecord(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return new UnreadableRecord('is not JSON');
  }
}
