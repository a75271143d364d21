import type { Logger } from 'pino';
import type { JobName, Jobs } from './contracts';
import type { JobContracts, PayloadOf, ResultOf } from './job-contract';

/** What a handler knows of the run it is in. */
export interface JobContext {
  jobId: string;
  /** 1 on the first run. */
  attempt: number;
  /** Reports how far it is: 0 to 100, and what it is doing. */
  progress(percent: number, detail?: string): Promise<void>;
  /** Aborted when time is up, when the worker stops, and when another worker has taken the job over. Stop at once then. */
  signal: AbortSignal;
  logger: Logger;
}

/** Does the jobs of one name. It may run more than once for the same job and must bear that. */
export interface Handler<N extends keyof C, C extends JobContracts = Jobs> {
  handle(payload: PayloadOf<C, N>, context: JobContext): Promise<ResultOf<C, N>>;
}

export const HANDLES = Symbol('HANDLES');

/** Declares that an injectable class does the jobs of this name: `@JobHandler('load-demo') class … implements Handler<'load-demo'>`. */
export function JobHandler<N extends JobName>(
  name: N,
): (target: abstract new (...args: never[]) => Handler<N>) => void {
  return (target) => Reflect.defineMetadata(HANDLES, name, target);
}
