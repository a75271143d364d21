import { hash } from 'node:crypto';
import { evaluate, readPayload } from '@app/data';
import { header, type RequestHeaders, SCHEME_OF, type SchemeName } from '../signature/schemes';

const LONGEST = 200;
const PLAIN = /^[\x21-\x7e]+$/;

/** What a source says about its deliveries. */
export interface DeliverySource {
  scheme: SchemeName;
  deliveryIdPath: string | null;
}

/**
 * What the sender calls a delivery, the same at each of its tries.
 * @param payload read only where it is needed
 * @returns null where it has no name: then every delivery is another one
 */
export function deliveryKey(
  { scheme, deliveryIdPath }: DeliverySource,
  headers: RequestHeaders,
  payload: () => unknown,
): string | null {
  const place = deliveryIdPath === null ? SCHEME_OF[scheme].deliveryId : { path: deliveryIdPath };
  const found = 'header' in place ? header(headers, place.header) : pathIn(place.path, payload);
  if (found === '') return null;
  return found.length <= LONGEST && PLAIN.test(found) ? found : `sha256:${hash('sha256', found)}`;
}

/** The key of a request as it came. */
export function requestKey(
  source: DeliverySource,
  headers: RequestHeaders,
  contentType: string | null,
  body: Buffer,
): string | null {
  return deliveryKey(source, headers, () => readPayload(contentType, body));
}

function pathIn(path: string, payload: () => unknown): string {
  try {
    const found = evaluate(path, payload());
    return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
  } catch {
    // A body that is not JSON is kept, and the job says what is wrong with it.
    return '';
  }
}
