import { UnreadableRecord } from '../connector';

/** What a text of JSON says, or that it is none. */
export function jsonRecord(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return new UnreadableRecord('is not JSON');
  }
}
