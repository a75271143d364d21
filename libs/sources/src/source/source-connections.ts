import { Injectable } from '@nestjs/common';
import { AppError, SealedError, SecretBox, textErrors } from '@app/platform';
import type { Connection, ConnectorKind } from '../connector-kind';
import { ConnectorKinds } from '../connector-kinds';
import { differences, maskedIn, putSecrets, type Secrets, takeSecrets } from './connection-secrets';

const AT = '/connection';
const MOST_BYTES = 65_536;

/** What of a source's row says how it is reached. */
export interface StoredConnection {
  id: string;
  organizationId: string;
  kind: string;
  connection: Connection;
  secretsSealed?: string | null;
}

/** A connection that was checked: what is stored of it, and how it is opened. */
export interface CheckedConnection {
  kind: ConnectorKind;
  /** With its secrets and defaults; never stored and never shown. */
  full: Connection;
  /** With `***` in the place of secrets. */
  shown: Connection;
  secrets: Secrets;
}

/** Connections on their way in, into the database and out of it. */
@Injectable()
export class SourceConnections {
  constructor(
    private readonly kinds: ConnectorKinds,
    private readonly box: SecretBox,
  ) {}

  /**
   * Reads a connection as a client sends it. `***` keeps the secret that `stored` has there.
   * @throws AppError VALIDATION_FAILED
   */
  check(input: unknown, stored?: StoredConnection): CheckedConnection {
    if (typeof input !== 'object' || input === null || Array.isArray(input))
      throw AppError.invalid(AT, 'connection must be an object with a kind');
    const errors = textErrors(input, AT);
    if (errors.length > 0)
      throw new AppError('VALIDATION_FAILED', 'connection has texts that cannot be stored', { errors });
    if (Buffer.byteLength(JSON.stringify(input)) > MOST_BYTES)
      throw AppError.invalid(AT, `connection must have at most ${MOST_BYTES} bytes as JSON`);
    const given = input as Record<string, unknown>;
    const kind = this.kinds.named(given.kind, `${AT}/kind`);
    const kept = maskedIn(given, kind.secrets);
    const before = kept.length > 0 ? this.keepable(stored, kind, kept) : undefined;
    const full = kind.parse(before ? putSecrets(given, kind.secrets, before.secrets) : given);
    if (before) assertSamePlace(before.full, full, kind, kept);
    return { kind, full, ...takeSecrets(full, kind.secrets) };
  }

  /** As it may be shown: a later version may call secret what was none when it was stored. */
  shown({ kind, connection }: Pick<StoredConnection, 'kind' | 'connection'>): Connection {
    return takeSecrets(connection, this.kinds.find(kind)?.secrets ?? []).shown;
  }

  /** @returns null where there is nothing to seal */
  seal(secrets: Secrets, row: { id: string; organizationId: string }): string | null {
    return Object.keys(secrets).length === 0 ? null : this.box.seal(JSON.stringify(secrets), placeOf(row));
  }

  /**
   * A stored connection with its secrets, as its kind reads it now.
   * @throws AppError CONFLICT when it has to be given again: its key is lost, or this version reads it no more
   */
  open(stored: StoredConnection): { kind: ConnectorKind; full: Connection } {
    const again = (why: string, cause?: unknown) =>
      new AppError('CONFLICT', `The connection of this source has to be given again: ${why}.`, { cause });
    const kind = this.kinds.find(stored.kind);
    if (!kind) throw again(`this installation knows no kind ${JSON.stringify(stored.kind)}`);
    try {
      return { kind, full: kind.parse(putSecrets(stored.connection, kind.secrets, this.secretsOf(stored))) };
    } catch (error) {
      if (error instanceof SealedError) throw again('its secrets cannot be opened', error);
      throw again(error instanceof AppError ? error.detail : 'it cannot be read', error);
    }
  }

  /** Pointers, below `/connection`, of what differs from what is stored; none: it is the same. */
  changes(stored: StoredConnection, { kind, full }: CheckedConnection): string[] {
    let before: Connection | undefined;
    try {
      before = stored.kind === kind.kind ? this.open(stored).full : stored.connection;
    } catch {
      // What cannot be opened was lost; what was given instead of it counts.
      return [AT];
    }
    return differences(before, full, []).map((pointer) => AT + pointer);
  }

  private secretsOf(stored: StoredConnection): Secrets {
    const { secretsSealed } = stored;
    return secretsSealed ? (JSON.parse(this.box.open(secretsSealed, placeOf(stored))) as Secrets) : {};
  }

  /** What is kept where `***` was sent. @throws AppError VALIDATION_FAILED where there is nothing to keep */
  private keepable(
    stored: StoredConnection | undefined,
    kind: ConnectorKind,
    kept: string[],
  ): { full: Connection; secrets: Secrets } {
    const nothing = (pointers: string[]) =>
      refusal(pointers, 'is "***", and there is no secret to keep: give it');
    if (stored?.kind !== kind.kind) throw nothing(kept);
    let full: Connection;
    let secrets: Secrets;
    try {
      full = this.open(stored).full;
      secrets = this.secretsOf(stored);
    } catch (error) {
      if (error instanceof AppError && error.code === 'CONFLICT')
        throw refusal(kept, 'must be given again, because what is stored cannot be read', error);
      throw error;
    }
    const missing = kept.filter((pointer) => !Object.hasOwn(secrets, pointer));
    if (missing.length > 0) throw nothing(missing);
    return { full, secrets };
  }
}

/** A secret was given to be sent to one place: whoever changes that place may not know it. */
function assertSamePlace(before: Connection, after: Connection, kind: ConnectorKind, kept: string[]): void {
  const changed = differences(before, after, [...kind.secrets, ...(kind.harmless ?? [])]);
  if (changed.length === 0) return;
  throw refusal(
    kept,
    `must be given again instead of "***", because ${changed.map((each) => AT + each).join(', ')} changed`,
  );
}

function refusal(pointers: string[], message: string, cause?: unknown): AppError {
  const errors = pointers.map((pointer) => ({ pointer: AT + pointer, message }));
  return new AppError('VALIDATION_FAILED', `${errors[0]?.pointer} ${message}`, { errors, cause });
}

function placeOf({ id, organizationId }: { id: string; organizationId: string }) {
  return { organizationId, table: 'data_source', column: 'secrets_sealed', rowId: id };
}
