import { type AppError, ERROR_CODES, toAppError } from '@app/platform';
import type { OpenConnection } from './open-connection';

const AT_ONCE = 16;
const FIRST_SERVER_ERROR = 500;
const TOO_MANY = 429;

/** Called with whoever may not watch any more, before its connection ends. */
type OnRefused = (connection: OpenConnection, error: AppError) => void;

/** Asks what connections watch whether they still may, a few at a time, so that thousands do not all ask in one moment. */
export class Rechecks {
  private readonly waiting = new Map<OpenConnection, OnRefused | undefined>();
  private running = 0;

  /** Has them asked soon; who waits already is asked once. */
  add(connections: Iterable<OpenConnection>, onRefused?: OnRefused): void {
    for (const connection of connections)
      if (connection.handler.recheck) this.waiting.set(connection, onRefused ?? this.waiting.get(connection));
    this.fill();
  }

  private fill(): void {
    for (const [connection, onRefused] of this.waiting) {
      if (this.running >= AT_ONCE) return;
      // Who is being asked is asked once more afterwards.
      if (connection.rechecking) continue;
      this.waiting.delete(connection);
      this.running++;
      void recheck(connection, onRefused).finally(() => {
        this.running--;
        this.fill();
      });
    }
  }
}

async function recheck(connection: OpenConnection, onRefused: OnRefused | undefined): Promise<void> {
  if (!connection.isOpen) return;
  connection.rechecking = true;
  try {
    await connection.handler.recheck?.(connection.principal);
  } catch (thrown) {
    // Who left meanwhile was asked in vain: that says nothing of those who came with the same credential.
    if (!connection.isOpen) return;
    const error = toAppError(thrown);
    // It is not watched any more, whatever the error.
    if (!isRefusal(error)) return connection.end({ reason: 'reconnect', error });
    onRefused?.(connection, error);
    connection.end({ reason: 'rights', error });
  } finally {
    connection.rechecking = false;
  }
}

/** Whether an error says that somebody may not, rather than that nobody knows. */
export function isRefusal({ code }: AppError): boolean {
  const { status } = ERROR_CODES[code];
  return status < FIRST_SERVER_ERROR && status !== TOO_MANY;
}
