import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@app/platform';
import { ApiIntegrationError } from '../client/api-integration-error';

/** Time and chance, as whoever waits has them. */
export interface Pace {
  /** Milliseconds since 1970. */
  now(): number;
  /** @throws SourceError aborted */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1, without 1. */
  random(): number;
}

export function paceOf(clock: Clock): Pace {
  return {
    now: () => clock.now().getTime(),
    sleep: (ms, signal) =>
      setTimeout(ms, undefined, { signal }).catch(() => {
        throw new ApiIntegrationError('aborted');
      }),
    random: Math.random,
  };
}
