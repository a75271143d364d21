import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { assertUnrestricted, type AuditAction, AuditLog, type Principal } from '@app/auth';
import { Orm, type SqlExecutor } from '@app/database';
import {
  AppError,
  assertIfMatch,
  Clock,
  decodeCursor,
  etagOf,
  isId,
  newId,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import { assertExpression, parseMapping } from '@app/data';
import { standardKey } from '../signature/schemes';
import { newSecret, SigningSecrets } from '../signature/signing-secrets';
import { DEFAULT_SLUG, DefaultSource } from './default-source';
import {
  type CreateWebhookSourceDto,
  DEFAULT_GRACE_SECONDS,
  type RotateWebhookSecretDto,
  type UpdateWebhookSourceDto,
  type WebhookSourceDto,
} from './webhook-source.dto';
import { WebhookSource } from './webhook-source.entity';

const MOST_SOURCES = 100;
const LEAST_KEY_BYTES = 16;

/** What tells of a new source beside its body. */
export function headersOf({ id, version }: WebhookSourceDto): { location: string; etag: string } {
  return { location: `/api/v1/webhook-sources/${id}`, etag: etagOf(version) };
}

/** Who may send webhooks to the principal's organization. A secret leaves here once, when it is made or given. */
@Injectable()
export class WebhookSourceService {
  constructor(
    private readonly orm: Orm,
    private readonly secrets: SigningSecrets,
    private readonly defaultSource: DefaultSource,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list({ organizationId }: Principal, query: PageQuery): Promise<Page<WebhookSourceDto>> {
    await this.defaultSource.ensure();
    const before = decodeCursor(query.cursor);
    const found = await this.orm.read((em) =>
      em.find(
        WebhookSource,
        { organizationId, ...(before ? { id: { $lt: before } } : {}) },
        { orderBy: { id: 'desc' }, limit: query.limit + 1 },
      ),
    );
    return toPage(found, query.limit, (source) => this.toDto(source));
  }

  /** @throws AppError NOT_FOUND */
  async get(principal: Principal, id: string): Promise<WebhookSourceDto> {
    return this.toDto(await this.find(principal, id));
  }

  /** The source itself, for what lies below it. @throws AppError NOT_FOUND */
  find(principal: Principal, id: string): Promise<WebhookSource> {
    return this.orm.read((em) => find(em, principal, id));
  }

  /** @throws AppError VALIDATION_FAILED, LIMIT_EXCEEDED, POLICY_VIOLATION, CONFLICT for a slug that is taken */
  async create(principal: Principal, input: CreateWebhookSourceDto): Promise<WebhookSourceDto> {
    assertUnrestricted(principal, 'webhooks');
    const scheme = input.scheme ?? 'standard';
    const secret = checkedSecret(scheme, input.secret);
    const slug = checkedSlug(input.slug ?? `${slugOf(input.name)}-${newId().slice(-12)}`);
    const row = { id: newId(), organizationId: principal.organizationId };
    try {
      return await this.orm.transaction(async (em, tx) => {
        if ((await em.count(WebhookSource, { organizationId: row.organizationId })) >= MOST_SOURCES)
          throw new AppError(
            'LIMIT_EXCEEDED',
            `An organization has at most ${MOST_SOURCES} webhook sources.`,
          );
        const source = em.create(WebhookSource, {
          ...row,
          name: input.name,
          slug,
          scheme,
          secretSealed: this.secrets.seal('webhook_source', row, secret),
          previousSecretSealed: null,
          previousUntil: null,
          deliveryIdPath: checkedPath(input.deliveryIdPath),
          mapping: input.mapping ? parseMapping(input.mapping) : null,
          enabled: input.enabled ?? true,
          managed: false,
        });
        await em.flush();
        await this.record(tx, principal, source, {
          action: 'webhook-source.created',
          after: audited(source),
        });
        return Object.assign(this.toDto(source), { secret });
      });
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new AppError('CONFLICT', `The slug ${JSON.stringify(slug)} is taken; choose another.`, {
        cause: error,
      });
    }
  }

  /** Changes the fields given. @throws AppError as {@link create}; NOT_FOUND, PRECONDITION_FAILED */
  async update(
    principal: Principal,
    id: string,
    input: UpdateWebhookSourceDto,
    ifMatch: string | undefined,
  ): Promise<WebhookSourceDto> {
    assertUnrestricted(principal, 'webhooks');
    return this.orm.transaction(async (em, tx) => {
      const source = await locked(em, principal, id, ifMatch);
      const [before, { version }] = [audited(source), source];
      if (input.name !== undefined) source.name = input.name;
      if (input.enabled !== undefined) source.enabled = input.enabled;
      if (input.deliveryIdPath !== undefined) source.deliveryIdPath = checkedPath(input.deliveryIdPath);
      if (input.mapping !== undefined) source.mapping = input.mapping ? parseMapping(input.mapping) : null;
      await em.flush();
      if (source.version !== version) {
        const change = { action: 'webhook-source.updated', before, after: audited(source) } as const;
        await this.record(tx, principal, source, change);
      }
      return this.toDto(source);
    });
  }

  /** Gives it a new secret; both count for `graceSeconds`. @throws AppError as {@link update}; CONFLICT where a setting decides it */
  async rotate(
    principal: Principal,
    id: string,
    input: RotateWebhookSecretDto,
    ifMatch: string | undefined,
  ): Promise<WebhookSourceDto> {
    assertUnrestricted(principal, 'webhooks');
    const { graceSeconds = DEFAULT_GRACE_SECONDS } = input;
    return this.orm.transaction(async (em, tx) => {
      const source = await locked(em, principal, id, ifMatch);
      if (source.managed)
        throw new AppError('CONFLICT', 'The secret of this source is the setting WEBHOOK_SECRET.');
      const secret = checkedSecret(source.scheme, input.secret);
      this.secrets.rotate('webhook_source', source, secret, graceSeconds);
      await em.flush();
      await this.record(tx, principal, source, {
        action: 'webhook-source.rotated',
        detail: { graceSeconds },
      });
      return Object.assign(this.toDto(source), { secret });
    });
  }

  /** Deletes it with its deliveries; points stay. @throws AppError NOT_FOUND, PRECONDITION_FAILED, POLICY_VIOLATION */
  async remove(principal: Principal, id: string, ifMatch: string | undefined): Promise<void> {
    assertUnrestricted(principal, 'webhooks');
    await this.orm.transaction(async (em, tx) => {
      const source = await locked(em, principal, id, ifMatch);
      await this.record(tx, principal, source, { action: 'webhook-source.deleted', before: audited(source) });
      em.remove(source);
    });
  }

  private record(
    tx: SqlExecutor,
    principal: Principal,
    { id }: WebhookSource,
    entry: { action: AuditAction; before?: object; after?: object; detail?: object },
  ): Promise<void> {
    return this.audit.record(tx, principal, { ...entry, subject: { type: 'webhook-source', id } });
  }

  private toDto(source: WebhookSource): WebhookSourceDto {
    const { id, name, slug, scheme, enabled, managed, createdAt, updatedAt, version, previousUntil } = source;
    return {
      id,
      name,
      slug,
      scheme,
      secret: '***',
      previousSecretValidUntil: previousUntil && previousUntil > this.clock.now() ? previousUntil : null,
      deliveryIdPath: source.deliveryIdPath ?? null,
      mapping: source.mapping ?? null,
      enabled,
      managed,
      createdAt,
      updatedAt,
      version,
    };
  }
}

async function find(
  em: EntityManager,
  { organizationId }: Principal,
  id: string,
  lockMode?: LockMode.PESSIMISTIC_WRITE,
): Promise<WebhookSource> {
  const source = isId(id) ? await em.findOne(WebhookSource, { id, organizationId }, { lockMode }) : null;
  if (!source) throw AppError.notFound('webhook source', id);
  return source;
}

async function locked(
  em: EntityManager,
  principal: Principal,
  id: string,
  ifMatch: string | undefined,
): Promise<WebhookSource> {
  const source = await find(em, principal, id, LockMode.PESSIMISTIC_WRITE);
  assertIfMatch(ifMatch, source.version);
  return source;
}

function audited({ name, slug, scheme, deliveryIdPath, mapping, enabled }: WebhookSource): object {
  return { name, slug, scheme, deliveryIdPath, mapping, enabled };
}

function slugOf(name: string): string {
  const words = name.toLowerCase().match(/[a-z\d]+/g) ?? ['source'];
  return words.join('-').slice(0, 40).replace(/-$/, '');
}

function checkedSlug(slug: string): string {
  if (slug === DEFAULT_SLUG)
    throw AppError.invalid(
      '/slug',
      `slug must not be "${DEFAULT_SLUG}": that is the source of WEBHOOK_SECRET`,
    );
  return slug;
}

function checkedPath(path: string | null | undefined): string | null {
  if (path === null || path === undefined) return null;
  try {
    assertExpression(path);
    return path;
  } catch (error) {
    throw AppError.invalid('/deliveryIdPath', `deliveryIdPath ${(error as Error).message}`);
  }
}

/** The secret given, or a new one. One that begins as those of Standard Webhooks must be one. */
function checkedSecret(scheme: string, given: string | undefined): string {
  if (given === undefined) return newSecret();
  if (scheme === 'standard' && standardKey(given).length < (given.startsWith('whsec_') ? LEAST_KEY_BYTES : 1))
    throw AppError.invalid(
      '/secret',
      `secret must have at least ${LEAST_KEY_BYTES} bytes as base64 after whsec_`,
    );
  return given;
}
