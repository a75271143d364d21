import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { assertUnrestricted, type AuditAction, AuditLog, type Principal } from '@app/auth';
import { Orm, type SqlExecutor } from '@app/database';
import { HttpClient, OutboundError } from '@app/outbound';
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
import { newSecret, SigningSecrets } from '../signature/signing-secrets';
import { DEFAULT_GRACE_SECONDS } from '../source/webhook-source.dto';
import { parseFilters } from './parse-filters';
import type {
  CreateWebhookEndpointDto,
  RotateEndpointSecretDto,
  UpdateWebhookEndpointDto,
  WebhookEndpointDto,
} from './webhook-endpoint.dto';
import { WebhookEndpoint } from './webhook-endpoint.entity';

const MOST_ENDPOINTS = 50;

/** What tells of a new endpoint beside its body. */
export function headersOf({ id, version }: WebhookEndpointDto): { location: string; etag: string } {
  return { location: `/api/v1/webhook-endpoints/${id}`, etag: etagOf(version) };
}

/** Where events of the principal's organization are sent. A secret leaves here once, when it is made. */
@Injectable()
export class WebhookEndpointService {
  constructor(
    private readonly orm: Orm,
    private readonly secrets: SigningSecrets,
    private readonly http: HttpClient,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list({ organizationId }: Principal, query: PageQuery): Promise<Page<WebhookEndpointDto>> {
    const before = decodeCursor(query.cursor);
    const found = await this.orm.read((em) =>
      em.find(
        WebhookEndpoint,
        { organizationId, ...(before ? { id: { $lt: before } } : {}) },
        { orderBy: { id: 'desc' }, limit: query.limit + 1 },
      ),
    );
    return toPage(found, query.limit, (endpoint) => this.toDto(endpoint));
  }

  /** @throws AppError NOT_FOUND */
  async get(principal: Principal, id: string): Promise<WebhookEndpointDto> {
    return this.toDto(await this.find(principal, id));
  }

  /** The endpoint itself, for what lies below it. @throws AppError NOT_FOUND */
  find(principal: Principal, id: string): Promise<WebhookEndpoint> {
    return this.orm.read((em) => find(em, principal, id));
  }

  /** @throws AppError VALIDATION_FAILED, LIMIT_EXCEEDED, POLICY_VIOLATION */
  async create(principal: Principal, input: CreateWebhookEndpointDto): Promise<WebhookEndpointDto> {
    assertUnrestricted(principal, 'webhooks');
    const filters = parseFilters(input.filters);
    this.assertUrl(input.url);
    const row = { id: newId(), organizationId: principal.organizationId };
    const secret = newSecret();
    return this.orm.transaction(async (em, tx) => {
      if ((await em.count(WebhookEndpoint, { organizationId: row.organizationId })) >= MOST_ENDPOINTS)
        throw new AppError(
          'LIMIT_EXCEEDED',
          `An organization has at most ${MOST_ENDPOINTS} webhook endpoints.`,
        );
      const endpoint = em.create(WebhookEndpoint, {
        ...row,
        name: input.name,
        url: input.url,
        events: input.events,
        filters,
        secretSealed: this.secrets.seal('webhook_endpoint', row, secret),
        previousSecretSealed: null,
        previousUntil: null,
        enabled: true,
        disabledBecause: null,
        failingSince: null,
      });
      await em.flush();
      await this.record(tx, principal, endpoint, {
        action: 'webhook-endpoint.created',
        after: audited(endpoint),
      });
      return Object.assign(this.toDto(endpoint), { secret });
    });
  }

  /** Changes the fields given. @throws AppError as {@link create}; NOT_FOUND, PRECONDITION_FAILED */
  async update(
    principal: Principal,
    id: string,
    input: UpdateWebhookEndpointDto,
    ifMatch: string | undefined,
  ): Promise<WebhookEndpointDto> {
    assertUnrestricted(principal, 'webhooks');
    const filters = parseFilters(input.filters);
    if (input.url !== undefined) this.assertUrl(input.url);
    return this.orm.transaction(async (em, tx) => {
      const endpoint = await locked(em, principal, id, ifMatch);
      const [before, { version }] = [audited(endpoint), endpoint];
      if (input.name !== undefined) endpoint.name = input.name;
      if (input.url !== undefined) endpoint.url = input.url;
      if (input.events !== undefined) endpoint.events = input.events;
      if (input.filters !== undefined) endpoint.filters = filters;
      if (input.enabled !== undefined && input.enabled !== endpoint.enabled) {
        endpoint.enabled = input.enabled;
        endpoint.disabledBecause = input.enabled ? null : 'user';
        endpoint.failingSince = null;
      }
      await em.flush();
      if (endpoint.version !== version) {
        const change = { action: 'webhook-endpoint.updated', before, after: audited(endpoint) } as const;
        await this.record(tx, principal, endpoint, change);
      }
      return this.toDto(endpoint);
    });
  }

  /** Gives it a new secret; what is sent within `graceSeconds` is signed with both. @throws AppError NOT_FOUND, PRECONDITION_FAILED, POLICY_VIOLATION */
  async rotate(
    principal: Principal,
    id: string,
    { graceSeconds = DEFAULT_GRACE_SECONDS }: RotateEndpointSecretDto,
    ifMatch: string | undefined,
  ): Promise<WebhookEndpointDto> {
    assertUnrestricted(principal, 'webhooks');
    const secret = newSecret();
    return this.orm.transaction(async (em, tx) => {
      const endpoint = await locked(em, principal, id, ifMatch);
      this.secrets.rotate('webhook_endpoint', endpoint, secret, graceSeconds);
      await em.flush();
      const change = { action: 'webhook-endpoint.rotated', detail: { graceSeconds } } as const;
      await this.record(tx, principal, endpoint, change);
      return Object.assign(this.toDto(endpoint), { secret });
    });
  }

  /** Deletes it with its deliveries; what waits is not sent. @throws AppError NOT_FOUND, PRECONDITION_FAILED, POLICY_VIOLATION */
  async remove(principal: Principal, id: string, ifMatch: string | undefined): Promise<void> {
    assertUnrestricted(principal, 'webhooks');
    await this.orm.transaction(async (em, tx) => {
      const endpoint = await locked(em, principal, id, ifMatch);
      await this.record(tx, principal, endpoint, {
        action: 'webhook-endpoint.deleted',
        before: audited(endpoint),
      });
      em.remove(endpoint);
    });
  }

  private assertUrl(url: string): void {
    try {
      this.http.assertCallable(url);
    } catch (error) {
      if (error instanceof OutboundError) throw AppError.invalid('/url', `url: ${error.message}`);
      throw error;
    }
  }

  private record(
    tx: SqlExecutor,
    principal: Principal,
    { id }: WebhookEndpoint,
    entry: { action: AuditAction; before?: object; after?: object; detail?: object },
  ): Promise<void> {
    return this.audit.record(tx, principal, { ...entry, subject: { type: 'webhook-endpoint', id } });
  }

  private toDto(endpoint: WebhookEndpoint): WebhookEndpointDto {
    const { id, name, url, events, enabled, createdAt, updatedAt, version, previousUntil } = endpoint;
    return {
      id,
      name,
      url,
      events,
      filters: endpoint.filters ?? null,
      secret: '***',
      previousSecretValidUntil: previousUntil && previousUntil > this.clock.now() ? previousUntil : null,
      enabled,
      disabledBecause: endpoint.disabledBecause ?? null,
      failingSince: endpoint.failingSince ?? null,
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
): Promise<WebhookEndpoint> {
  const endpoint = isId(id) ? await em.findOne(WebhookEndpoint, { id, organizationId }, { lockMode }) : null;
  if (!endpoint) throw AppError.notFound('webhook endpoint', id);
  return endpoint;
}

async function locked(
  em: EntityManager,
  principal: Principal,
  id: string,
  ifMatch: string | undefined,
): Promise<WebhookEndpoint> {
  const endpoint = await find(em, principal, id, LockMode.PESSIMISTIC_WRITE);
  assertIfMatch(ifMatch, endpoint.version);
  return endpoint;
}

/** Paths and queries of such URLs are secrets with many receivers: the log keeps the origin. */
function audited({ name, url, events, filters, enabled }: WebhookEndpoint): object {
  return { name, origin: new URL(url).origin, events: [...events], filters, enabled };
}
