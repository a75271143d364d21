import type { GraphqlContext } from '@graphql/graphql';
import { clientSignal } from '../query/client-signal';

const signals = new WeakMap<object, AbortSignal>();

/** Aborts when the client of a request goes away; undefined on a connection. One for all fields of the request. */
export function signalOf({ req, response }: GraphqlContext): AbortSignal | undefined {
  if (!response) return undefined;
  const known = signals.get(req);
  if (known) return known;
  const signal = clientSignal(response);
  signals.set(req, signal);
  return signal;
}
