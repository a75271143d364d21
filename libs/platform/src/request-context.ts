import { AsyncLocalStorage } from 'node:async_hooks';

/** Facts about the work in hand that logs and outgoing events carry. */
export interface RequestContext {
  requestId: string;
  /** Where the request came from; behind trusted proxies, what they say. */
  address?: string | undefined;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` so that everything it awaits sees `context`. */
export function runWithContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The context of the caller, if it runs inside a request or a job. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}
