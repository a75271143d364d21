import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { AppError, Clock } from '@app/platform';
import { BelievedRows } from '../believed/believed-rows';
import type { Principal } from '../principals/principal';
import { ACCOUNT_COLUMNS } from '../sessions/account';
import { type KeyRow, type KeyState, keyStateOf } from './key-principal';
import { isKeyText, keyHash } from './key-text';

const INVALID =
  'The API key is not one of ours, was revoked or rotated, or its creator may not act any more.';

/** Who an API key is, as of at most one second ago. A text that cannot be a key costs no statement. */
@Injectable()
export class ApiKeyStates {
  private readonly rows: BelievedRows<KeyState>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.rows = new BelievedRows((hashes, previous) => this.read(hashes, previous));
  }

  /**
   * The principal of a key: at once from memory, else a promise.
   * @throws AppError INVALID_API_KEY, API_KEY_EXPIRED
   */
  principal(text: string): Principal | Promise<Principal> {
    if (!isKeyText(text))
      throw new AppError('INVALID_API_KEY', 'The X-API-Key header does not hold an API key.');
    const state = this.rows.get(keyHash(text));
    return state instanceof Promise ? state.then((loaded) => this.good(loaded)) : this.good(state);
  }

  /** The principal of a key, by its SHA-256, if that is good and known at this moment; `principal` says why it is not. */
  known(hash: string): Principal | undefined {
    const state = this.rows.known(hash);
    return state && this.isCurrent(state) ? state.principal : undefined;
  }

  /** Whether the key, by its SHA-256, was good when it was last asked about, and has not run out since. */
  wasGood(hash: string): boolean {
    const state = this.rows.last(hash);
    return state !== undefined && this.isCurrent(state);
  }

  /** Something about the key changed: its next request asks the database. Call it once that is committed. */
  forget(keyId: string): void {
    this.rows.forget((state) => state.keyId === keyId);
  }

  /** Something about a user changed, and with it what its keys may do. */
  forgetCreator(userId: string): void {
    this.rows.forget((state) => state.creatorId === userId);
  }

  /** Events may have been missed: everything is asked again. */
  forgetAll(): void {
    this.rows.forgetAll();
  }

  private isCurrent({ expiresAt, graceUntil }: KeyState): boolean {
    const now = this.clock.now().getTime();
    return now < expiresAt && now < graceUntil;
  }

  private good(state: KeyState | undefined): Principal {
    const now = this.clock.now().getTime();
    if (!state || now >= state.graceUntil) throw new AppError('INVALID_API_KEY', INVALID);
    if (now >= state.expiresAt) throw new AppError('API_KEY_EXPIRED', 'The API key has expired.');
    return state.principal;
  }

  private async read(
    hashes: string[],
    previous: (hash: string) => KeyState | undefined,
  ): Promise<Map<string, KeyState>> {
    const { rows } = await this.database.query<KeyRow>(
      `SELECT text.hash, k.id AS "keyId", k.organization_id AS "keyOrganizationId", k.permissions AS "keyPermissions",
         k.allowed_endpoints AS "allowedEndpoints", k.limits, k.data_policy AS "keyPolicy", k.expires_at AS "expiresAt",
         text.until AS "graceUntil", k.creator_id AS "creatorId", ${ACCOUNT_COLUMNS}
       FROM api_key k
       CROSS JOIN LATERAL (VALUES (k.hash, NULL), (k.previous_hash, k.previous_until)) AS text (hash, until)
       JOIN users u ON u.id = k.creator_id AND u.status = 'active'
         AND (u.organization_id = k.organization_id OR 'super_admin' = ANY(u.roles))
       WHERE (k.hash = ANY($1) OR k.previous_hash = ANY($1)) AND text.hash = ANY($1)`,
      [hashes],
    );
    return new Map(rows.map((row) => [row.hash, keyStateOf(row, previous(row.hash))]));
  }
}
