import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, LOGGER, SealedError, SecretBox } from '@app/platform';
import type { Logger } from 'pino';

/** A row that has a signing secret and, for a while after a rotation, the one before. */
export interface SecretRow {
  id: string;
  organizationId: string;
  secretSealed: string;
  previousSecretSealed?: string | null;
  previousUntil?: Date | null;
}

type Table = 'webhook_source' | 'webhook_endpoint';

const SECRET_BYTES = 32;

/** A new secret as Standard Webhooks writes them. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** Seals and opens the secrets that webhooks are signed with. */
@Injectable()
export class SigningSecrets {
  constructor(
    private readonly box: SecretBox,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  seal(table: Table, row: Pick<SecretRow, 'id' | 'organizationId'>, secret: string): string {
    return this.box.seal(secret, placeOf(table, row, 'secret_sealed'));
  }

  /** Replaces the secret; the one until now counts for `graceSeconds` more, the one before that no longer. */
  rotate(table: Table, row: SecretRow, secret: string, graceSeconds: number): void {
    const current = this.box.open(row.secretSealed, placeOf(table, row, 'secret_sealed'));
    const hasGrace = graceSeconds > 0;
    row.previousSecretSealed = hasGrace
      ? this.box.seal(current, placeOf(table, row, 'previous_secret_sealed'))
      : null;
    row.previousUntil = hasGrace ? new Date(this.clock.now().getTime() + graceSeconds * 1_000) : null;
    row.secretSealed = this.seal(table, row, secret);
  }

  /** The secrets that count now, the current one first; those that cannot be opened are left out. */
  open(table: Table, row: SecretRow): string[] {
    const sealed: [string, string][] = [[row.secretSealed, 'secret_sealed']];
    if (row.previousSecretSealed && row.previousUntil && row.previousUntil > this.clock.now())
      sealed.push([row.previousSecretSealed, 'previous_secret_sealed']);
    return sealed.flatMap(([text, column]) => {
      try {
        return [this.box.open(text, placeOf(table, row, column))];
      } catch (error) {
        if (!(error instanceof SealedError)) throw error;
        this.logger.error({ err: error, table, id: row.id }, 'a webhook secret cannot be opened');
        return [];
      }
    });
  }
}

function placeOf(
  table: Table,
  { id, organizationId }: Pick<SecretRow, 'id' | 'organizationId'>,
  column: string,
) {
  return { organizationId, table, column, rowId: id };
}
