import { Injectable } from '@nestjs/common';
import { type AuditAction, AuditLog, type Principal } from '@app/auth';
import { QueryPipeline } from '@app/data';
import { Database, oneAtATime, type SqlExecutor } from '@app/database';
import { HttpClient, mailDomains, OutboundError } from '@app/outbound';
import {
  AppConfig,
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
import { parseDuration } from '../core/span';
import { worstOf } from '../core/series-state';
import type { AlertDto, CreateAlertDto, SilenceAlertDto, UpdateAlertDto } from './alert.dto';
import { type AlertRule, groupByOf, RULE_COLUMNS } from './alert-rule';
import { ChannelUrls } from './channel-urls';
import { isMask, maskChannels } from './channels';
import type { RuleDefinition } from './definition';
import { assertDuration, mergeBuiltIn, mergeDefinition } from './merge-definition';
import { parseRuleQuery } from './parse-condition';

const MOST_RULES = 500;
const LONGEST_SILENCE_MS = 30 * 86_400_000;

/** What tells of a new rule beside its body. */
export function headersOf({ id, version }: AlertDto): { location: string; etag: string } {
  return { location: `/api/v1/alerts/${id}`, etag: etagOf(version) };
}

/** The rules of the principal's organization. Who has a data policy sees those alone that run with its own rights. */
@Injectable()
export class AlertService {
  constructor(
    private readonly database: Database,
    private readonly pipeline: QueryPipeline,
    private readonly urls: ChannelUrls,
    private readonly http: HttpClient,
    private readonly audit: AuditLog,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(principal: Principal, query: PageQuery): Promise<Page<AlertDto>> {
    const { rows } = await this.database.query<AlertRule>(
      `SELECT ${RULE_COLUMNS} FROM alert_rule r WHERE r.organization_id = $1 AND ($2::uuid IS NULL OR r.id < $2)
         AND ($3 OR (r.owner_kind = $4 AND r.owner_id = $5)) ORDER BY r.id DESC LIMIT $6`,
      [
        principal.organizationId,
        decodeCursor(query.cursor) ?? null,
        isUnrestricted(principal),
        principal.kind,
        principal.id,
        query.limit + 1,
      ],
    );
    return toPage(rows, query.limit, toDto);
  }

  /** @throws AppError NOT_FOUND */
  async get(principal: Principal, id: string): Promise<AlertDto> {
    return toDto(await this.find(principal, id));
  }

  /** The rule itself, for what lies below it. @throws AppError NOT_FOUND */
  async find(
    principal: Principal,
    id: string,
    executor: SqlExecutor = this.database,
    lock = '',
  ): Promise<AlertRule> {
    const { rows } = await executor.query<AlertRule>(
      `SELECT ${RULE_COLUMNS} FROM alert_rule r WHERE r.id = $1 AND r.organization_id = $2 ${lock}`,
      [isId(id) ? id : null, principal.organizationId],
    );
    const [rule] = rows;
    if (!rule || !maySee(principal, rule)) throw AppError.notFound('alert', id);
    return rule;
  }

  /** @throws AppError VALIDATION_FAILED, LIMIT_EXCEEDED, UNKNOWN_METRIC, UNKNOWN_DIMENSION, INSUFFICIENT_PERMISSIONS */
  async create(principal: Principal, input: CreateAlertDto): Promise<AlertDto> {
    const { definition, metrics } = await this.checked(principal, undefined, input);
    const row = { id: newId(), organizationId: principal.organizationId };
    const { channels, urls } = maskChannels(definition.channels, {});
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      await oneAtATime(tx, 'alerts', row.organizationId);
      const { rows } = await tx.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM alert_rule WHERE organization_id = $1 AND builtin IS NULL',
        [row.organizationId],
      );
      if ((rows[0]?.count ?? 0) >= MOST_RULES)
        throw new AppError('LIMIT_EXCEEDED', `An organization has at most ${MOST_RULES} alerts.`);
      await tx.query(
        `INSERT INTO alert_rule (id, organization_id, name, definition, urls_sealed, metrics, enabled, owner_kind, owner_id,
           owner_permissions, next_evaluation_at, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $11)`,
        [
          row.id,
          row.organizationId,
          input.name,
          JSON.stringify({ ...definition, channels }),
          this.urls.seal(row, urls),
          metrics,
          input.enabled ?? true,
          principal.kind,
          principal.id,
          [...principal.permissions],
          now,
        ],
      );
      const rule = await this.find(principal, row.id, tx);
      await this.record(tx, principal, rule, { action: 'alert.created', after: audited(rule) });
      return toDto(rule);
    });
  }

  /**
   * Changes the fields given; from then on it runs with the rights of who did. Another query forgets the states of the series.
   * @throws AppError as {@link create}; NOT_FOUND, PRECONDITION_FAILED
   */
  async update(
    principal: Principal,
    id: string,
    input: UpdateAlertDto,
    ifMatch: string | undefined,
  ): Promise<AlertDto> {
    const seen = await this.find(principal, id);
    const { definition, metrics } = await this.checked(principal, seen, input);
    return this.database.transaction(async (tx) => {
      const rule = await this.find(principal, id, tx, 'FOR UPDATE');
      assertIfMatch(ifMatch, rule.version);
      if (rule.version !== seen.version)
        throw new AppError(
          'CONFLICT',
          'The alert was changed meanwhile: read it again and repeat your change.',
        );
      const { channels, urls } = maskChannels(definition.channels, this.urls.open(rule));
      if (JSON.stringify(definition.query) !== JSON.stringify(rule.definition.query))
        await tx.query('DELETE FROM alert_series WHERE rule_id = $1', [id]);
      const now = this.clock.now();
      await tx.query(
        `UPDATE alert_rule SET name = $2, definition = $3, urls_sealed = $4, metrics = $5, enabled = $6, owner_kind = $7,
           owner_id = $8, owner_permissions = $9, next_evaluation_at = $10, updated_at = $11, claim = NULL, claimed_until = NULL,
           failures = 0, last_error = NULL, version = version + 1 WHERE id = $1`,
        [
          id,
          input.name ?? rule.name,
          JSON.stringify({ ...definition, channels }),
          this.urls.seal(rule, urls),
          metrics,
          input.enabled ?? rule.enabled,
          ...(rule.builtIn ? ownerOf(rule) : [principal.kind, principal.id, [...principal.permissions]]),
          rule.builtIn ? 'infinity' : now,
          now,
        ],
      );
      const after = await this.find({ ...principal, dataPolicy: {} }, id, tx);
      const change = { action: 'alert.updated', before: audited(rule), after: audited(after) } as const;
      await this.record(tx, principal, after, change);
      return toDto(after);
    });
  }

  /** With its states and events; nothing more is told. @throws AppError NOT_FOUND, PRECONDITION_FAILED */
  async remove(principal: Principal, id: string, ifMatch: string | undefined): Promise<void> {
    await this.database.transaction(async (tx) => {
      const rule = await this.find(principal, id, tx, 'FOR UPDATE');
      assertIfMatch(ifMatch, rule.version);
      if (rule.builtIn) throw new AppError('CONFLICT', 'The alert is built in: switch it off instead.');
      await tx.query('DELETE FROM alert_rule WHERE id = $1', [id]);
      await this.record(tx, principal, rule, { action: 'alert.deleted', before: audited(rule) });
    });
  }

  /** Nothing is told of it for a while; `0s` ends that. @throws AppError NOT_FOUND, VALIDATION_FAILED */
  async silence(principal: Principal, id: string, input: SilenceAlertDto): Promise<AlertDto> {
    const ms = parseDuration(assertDuration('/for', input.for, 0, LONGEST_SILENCE_MS)) ?? 0;
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      await this.find(principal, id, tx, 'FOR UPDATE');
      const until = ms > 0 ? new Date(now.getTime() + ms) : null;
      await tx.query(
        `UPDATE alert_rule SET silenced_until = $2, silence_reason = $3, next_evaluation_at = CASE WHEN builtin IS NULL THEN $4::timestamptz ELSE 'infinity' END, wakes = wakes + 1 WHERE id = $1`,
        [id, until, until ? (input.reason ?? null) : null, now],
      );
      const rule = await this.find(principal, id, tx);
      const detail = { until, reason: input.reason ?? null };
      await this.record(tx, principal, rule, { action: 'alert.silenced', detail });
      return toDto(rule);
    });
  }

  private async checked(
    principal: Principal,
    rule: AlertRule | undefined,
    input: UpdateAlertDto,
  ): Promise<{ definition: RuleDefinition; metrics: string[] }> {
    if (!rule?.builtIn && !principal.permissions.has('data:read'))
      throw new AppError(
        'INSUFFICIENT_PERMISSIONS',
        'A rule reads data as its owner may: it needs data:read.',
      );
    const domains = mailDomains(this.config.exportMailDomains);
    const merged = rule?.builtIn
      ? { definition: mergeBuiltIn(rule.definition, input, groupByOf(rule), domains), metrics: [] }
      : mergeDefinition(rule?.definition, input, domains);
    if (!rule?.builtIn)
      await this.pipeline.validateAgainstCatalog(principal, parseRuleQuery(merged.definition.query));
    const known = rule ? this.urls.open(rule) : {};
    for (const [index, channel] of merged.definition.channels.entries()) {
      if (channel.type !== 'slack' || known[channel.url] !== undefined) continue;
      this.assertUrl(channel.url, `/channels/${index}/url`);
    }
    return merged;
  }

  private assertUrl(url: string, pointer: string): void {
    if (isMask(url))
      throw AppError.invalid(pointer, 'url is masked, and no URL of this alert: give the whole one');
    try {
      this.http.assertCallable(url);
    } catch (error) {
      if (error instanceof OutboundError) throw AppError.invalid(pointer, `url: ${error.message}`);
      throw error;
    }
  }

  private record(
    tx: SqlExecutor,
    principal: Principal,
    { id }: AlertRule,
    entry: { action: AuditAction; before?: object; after?: object; detail?: object },
  ): Promise<void> {
    return this.audit.record(tx, principal, { ...entry, subject: { type: 'alert', id } });
  }
}

function isUnrestricted({ dataPolicy }: Principal): boolean {
  return Object.keys(dataPolicy).length === 0;
}

/** States and events tell of data that its owner may see. */
function maySee(principal: Principal, { owner }: AlertRule): boolean {
  return isUnrestricted(principal) || (owner.kind === principal.kind && owner.id === principal.id);
}

function audited({ name, enabled, definition }: AlertRule): object {
  return { name, enabled, ...definition };
}

function toDto(rule: AlertRule): AlertDto {
  const { definition, owner, statuses, organizationId: _o, urlsSealed: _u, failures: _f, ...rest } = rule;
  const shown = rule.builtIn ? { ...definition, query: null, condition: null } : definition;
  const templates = { title: null, body: null, ...definition.templates };
  return { ...rest, ...shown, templates, ownerId: owner.id, state: worstOf(statuses) };
}

function ownerOf({ owner }: AlertRule): [string, string, string[]] {
  return [owner.kind, owner.id, [...owner.permissions]];
}
