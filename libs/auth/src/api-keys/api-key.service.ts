import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Database, Orm, Outbox, OutboxWake, type SqlExecutor } from '@app/database';
import {
  AppConfig,
  AppError,
  assertIfMatch,
  Clock,
  decodeCursor,
  etagOf,
  isId,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import type { AuditAction } from '../audit/audit-action';
import { AuditLog } from '../audit/audit-log';
import { IdempotencyKeys } from '../idempotency/idempotency-keys';
import { intersectPolicies } from '../policies/intersect-policies';
import type { Principal } from '../principals/principal';
import { User } from '../users/user.entity';
import { ApiKeyStates } from './api-key-states';
import type {
  ApiKeyDto,
  ApiKeyUsageDto,
  CreateApiKeyDto,
  NewApiKeyDto,
  UpdateApiKeyDto,
  UsageDayDto,
} from './api-key.dto';
import { ApiKey } from './api-key.entity';
import { assertCovers, assertSeesNoMore, parseKeyFields } from './key-fields';
import { keyHash, keyPrefix, newKeyText } from './key-text';
import { KeyUsage } from './key-usage';
import { auditedKey, toApiKeyDto } from './to-api-key-dto';

const DAY_MS = 86_400_000;

/** What tells of a new key beside its body. */
export function headersOf({ id, version }: ApiKeyDto): { location: string; etag: string } {
  return { location: `/api/v1/api-keys/${id}`, etag: etagOf(version) };
}

/** A change of a key inside its transaction. */
interface Change {
  action: Extract<AuditAction, `api-key.${string}`>;
  before?: object;
  after?: object;
  detail?: object;
}

/** The API keys of the principal's organization. A key's text leaves here once, and is stored nowhere. */
@Injectable()
export class ApiKeyService {
  constructor(
    private readonly orm: Orm,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly states: ApiKeyStates,
    private readonly usages: KeyUsage,
    private readonly audit: AuditLog,
    private readonly answers: IdempotencyKeys,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(principal: Principal, query: PageQuery): Promise<Page<ApiKeyDto>> {
    const before = decodeCursor(query.cursor);
    await this.usages.flush();
    const keys = await this.orm.read((em) =>
      em.find(
        ApiKey,
        { organizationId: principal.organizationId, ...(before ? { id: { $lt: before } } : {}) },
        { orderBy: { id: 'desc' }, limit: query.limit + 1 },
      ),
    );
    return toPage(keys, query.limit, (key) => toApiKeyDto(key, this.clock.now()));
  }

  /** @throws AppError NOT_FOUND */
  async get(principal: Principal, id: string): Promise<ApiKeyDto> {
    await this.usages.flush();
    return toApiKeyDto(await this.orm.read((em) => find(em, principal, id)), this.clock.now());
  }

  /** How much the key was used on each day (UTC). @throws AppError NOT_FOUND */
  async usage(principal: Principal, id: string, days: number): Promise<ApiKeyUsageDto> {
    await this.usages.flush();
    const key = await this.orm.read((em) => find(em, principal, id));
    const first = new Date(this.clock.now().getTime() - (days - 1) * DAY_MS);
    const { rows } = await this.database.query<Record<keyof UsageDayDto, string>>(
      `SELECT day::text, requests, errors, rejected, bytes FROM api_key_usage WHERE key_id = $1 AND day >= $2 ORDER BY day DESC`,
      [key.id, first.toISOString().slice(0, 10)],
    );
    return {
      data: rows.map(({ day, requests, errors, rejected, bytes }) => ({
        day,
        requests: Number(requests),
        errors: Number(errors),
        rejected: Number(rejected),
        bytes: Number(bytes),
      })),
    };
  }

  /** @throws AppError VALIDATION_FAILED, INSUFFICIENT_PERMISSIONS for permissions that the principal does not have */
  async create(principal: Principal, input: CreateApiKeyDto): Promise<NewApiKeyDto> {
    if (principal.kind !== 'user')
      throw new AppError('INSUFFICIENT_PERMISSIONS', 'API keys are made by signed-in users.');
    const fields = parseKeyFields(principal, input, this.clock);
    const text = newKeyText(this.config.apiKeyEnvironment);
    return this.orm.transaction(async (em, tx) => {
      const key = em.create(ApiKey, {
        organizationId: principal.organizationId,
        creatorId: principal.id,
        name: input.name,
        permissions: input.permissions,
        allowedEndpoints: fields.allowedEndpoints ?? null,
        limits: fields.limits ?? null,
        dataPolicy: fields.dataPolicy ?? null,
        expiresAt: fields.expiresAt ?? null,
        prefix: keyPrefix(text),
        hash: keyHash(text),
      });
      await em.flush();
      await this.record(tx, principal, key, { action: 'api-key.created', after: auditedKey(key) });
      const created = Object.assign(toApiKeyDto(key, this.clock.now()), { key: text });
      await this.answers.keep(tx, created, headersOf(created));
      return created;
    });
  }

  /**
   * Changes the fields given; counts within a second everywhere.
   * @throws AppError as {@link ApiKeyService.create}; NOT_FOUND, PRECONDITION_FAILED, POLICY_VIOLATION for a key that
   *   sees more than the principal does
   */
  async update(
    principal: Principal,
    id: string,
    input: UpdateApiKeyDto,
    ifMatch: string | undefined,
  ): Promise<ApiKeyDto> {
    const fields = parseKeyFields(principal, input, this.clock);
    const shown = await this.orm.transaction(async (em, tx) => {
      const key = await this.find(em, principal, id, ifMatch);
      const { version } = key;
      const before = auditedKey(key);
      await assertMayHold(em, principal, key);
      Object.assign(key, fields);
      await assertMayHold(em, principal, key);
      await em.flush();
      if (key.version !== version) {
        await this.record(tx, principal, key, { action: 'api-key.updated', before, after: auditedKey(key) });
        await this.announce(tx, key);
      }
      return toApiKeyDto(key, this.clock.now());
    });
    this.changed(shown.id);
    return shown;
  }

  /**
   * Gives the key a new text. The old one works for `graceSeconds` more; one that was in its grace ends at once.
   * @throws AppError as {@link ApiKeyService.update}
   */
  async rotate(
    principal: Principal,
    id: string,
    graceSeconds: number,
    ifMatch: string | undefined,
  ): Promise<NewApiKeyDto> {
    const text = newKeyText(this.config.apiKeyEnvironment);
    const shown = await this.orm.transaction(async (em, tx) => {
      const key = await this.find(em, principal, id, ifMatch);
      await assertMayHold(em, principal, key);
      const now = this.clock.now();
      const before = { prefix: key.prefix };
      const hasGrace = graceSeconds > 0;
      key.previousHash = hasGrace ? key.hash : null;
      key.previousUntil = hasGrace ? new Date(now.getTime() + graceSeconds * 1_000) : null;
      key.hash = keyHash(text);
      key.prefix = keyPrefix(text);
      await em.flush();
      const after = { prefix: key.prefix };
      await this.record(tx, principal, key, {
        action: 'api-key.rotated',
        before,
        after,
        detail: { graceSeconds },
      });
      await this.announce(tx, key);
      return Object.assign(toApiKeyDto(key, now), { key: text });
    });
    this.changed(shown.id);
    return shown;
  }

  /** Revokes the key; counts within a second everywhere. @throws AppError NOT_FOUND, PRECONDITION_FAILED */
  async remove(principal: Principal, id: string, ifMatch: string | undefined): Promise<void> {
    await this.orm.transaction(async (em, tx) => {
      const key = await this.find(em, principal, id, ifMatch);
      await this.record(tx, principal, key, { action: 'api-key.deleted', before: auditedKey(key) });
      await this.announce(tx, key);
      em.remove(key);
    });
    this.changed(id.toLowerCase());
  }

  /** The key to change, locked. */
  private async find(
    em: EntityManager,
    principal: Principal,
    id: string,
    ifMatch: string | undefined,
  ): Promise<ApiKey> {
    const key = await find(em, principal, id, LockMode.PESSIMISTIC_WRITE);
    assertIfMatch(ifMatch, key.version);
    return key;
  }

  private announce(tx: SqlExecutor, { id, organizationId }: ApiKey): Promise<void> {
    return this.outbox.append(tx, {
      topic: 'api-key.changed',
      subject: id,
      organizationId,
      payload: { keyId: id },
    });
  }

  private record(tx: SqlExecutor, principal: Principal, { id }: ApiKey, change: Change): Promise<void> {
    return this.audit.record(tx, principal, { ...change, subject: { type: 'api-key', id } });
  }

  private changed(id: string): void {
    this.states.forget(id);
    this.wake.poke();
  }
}

async function find(
  em: EntityManager,
  { organizationId }: Principal,
  id: string,
  lockMode?: LockMode.PESSIMISTIC_WRITE,
): Promise<ApiKey> {
  const key = isId(id) ? await em.findOne(ApiKey, { id, organizationId }, { lockMode }) : null;
  if (!key) throw AppError.notFound('API key', id);
  return key;
}

/** Lets pass who may do and see what the key's text lets its holder do and see, as the key is now. */
async function assertMayHold(em: EntityManager, principal: Principal, key: ApiKey): Promise<void> {
  assertCovers(principal, key.permissions);
  const creator = key.creatorId ? await em.findOne(User, { id: key.creatorId }) : null;
  // Without its creator it sees nothing.
  if (creator) assertSeesNoMore(principal, intersectPolicies(creator.dataPolicy, key.dataPolicy));
}
