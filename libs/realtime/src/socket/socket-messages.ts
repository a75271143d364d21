import { AppError, toAppError } from '@app/platform';
import { readWatchParameters, recordOf } from '../watch-parameters';
import type { DashboardSession } from './dashboard-session';
import { type SocketProblem, socketProblem } from './socket-problem';

/** Every acknowledgement is one of these. */
export type Acknowledgement = { status: 'ok' } | { status: 'error'; error: SocketProblem };

const MOST_AT_ONCE = 16;
const EVENTS = ['subscribe', 'refresh'];
const SHOWN = 100;

/** What a client can ask by messages: one after the other, each counted, each acknowledged. */
export class SocketMessages {
  private waiting = 0;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly session: DashboardSession) {}

  /** @param args as they came; the last may be the function that acknowledges */
  async take(event: string, args: unknown[]): Promise<void> {
    const last = args.at(-1);
    const acknowledge = typeof last === 'function' ? (last as (answer: Acknowledgement) => void) : undefined;
    const payload = acknowledge ? args.slice(0, -1) : args;
    try {
      await this.run(event, payload);
      acknowledge?.({ status: 'ok' });
    } catch (thrown) {
      acknowledge?.({ status: 'error', error: socketProblem(toAppError(thrown)) });
    }
  }

  private async run(event: string, payload: unknown[]): Promise<void> {
    if (this.waiting >= MOST_AT_ONCE) {
      throw new AppError('RATE_LIMITED', `At most ${MOST_AT_ONCE} messages may wait for their answers.`, {
        retryAfterSeconds: 1,
      });
    }
    this.waiting++;
    try {
      await this.session.count();
      const work = actionOf(event, payload);
      const turn = this.turn.then(() => work(this.session));
      this.turn = turn.catch(() => undefined);
      await turn;
    } finally {
      this.waiting--;
    }
  }
}

/** @throws AppError VALIDATION_FAILED, LIMIT_EXCEEDED */
function actionOf(event: string, payload: unknown[]): (session: DashboardSession) => Promise<void> {
  if (payload.length > 1) throw AppError.invalid('', 'A message has one JSON object at most.');
  const [message] = payload;
  if (event === 'subscribe') {
    const parameters = readWatchParameters(message);
    return (session) => session.subscribe(parameters);
  }
  if (event === 'refresh') {
    const widgetId = widgetOf(message);
    return (session) => session.refresh(widgetId);
  }
  const shown = JSON.stringify(event.slice(0, SHOWN));
  throw AppError.invalid('', `There is no message ${shown}; there are ${EVENTS.join(' and ')}.`);
}

function widgetOf(message: unknown): string | undefined {
  if (message === undefined || message === null) return undefined;
  const { widgetId, ...rest } = recordOf(message, '');
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw AppError.invalid(`/${unknown.slice(0, SHOWN)}`, 'There is no such field; there is widgetId.');
  if (widgetId === undefined || widgetId === null) return undefined;
  if (typeof widgetId !== 'string')
    throw AppError.invalid('/widgetId', 'widgetId must be the id of a widget');
  return widgetId.slice(0, SHOWN);
}
