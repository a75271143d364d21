import { type FilterQuery, LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog, type DashboardViewer, type Principal } from '@app/auth';
import { Cache } from '@app/cache';
import { Orm, Outbox, OutboxWake, type SqlExecutor } from '@app/database';
import { AppError, assertIfMatch, decodeCursor, isId, type Page, toPage } from '@app/platform';
import { assignChanged } from './assign-changed';
import { Dashboard } from './dashboard';
import type { DashboardDto } from './dashboard.dto';
import { type DashboardFields, parseFields } from './dashboard-fields';
import { toDashboardDto } from './dashboard-view';
import { assertNoErrors } from './field-errors';
import { EMPTY_LAYOUT, type Layout, layoutErrors } from './layout';
import type { ListDashboardsQuery } from './list-dashboards.dto';
import { RevisionLog } from './revisions/revision-log';
import {
  type Access,
  type AccessFacts,
  type AccessReason,
  accessReasons,
  accessTo,
  allows,
} from './sharing/dashboard-access';
import { readShares } from './sharing/read-shares';
import { visibleTo } from './sharing/visible-to';
import { assertVisibility, defaultVisibility } from './visibility';
import { WidgetDirectory } from './widget-directory';

/** One transaction that holds the lock of one dashboard's row: nothing changes it or its widgets meanwhile. */
export interface DashboardTransaction {
  em: EntityManager;
  tx: SqlExecutor;
}

/** What a new dashboard is made of; only the name must be given. */
export type NewDashboard = Partial<DashboardFields> & { name: string };

/** What a change or a look needs: more than to see the dashboard. */
export type NeededAccess = Exclude<Access, 'none'>;

const MOST_SHOWN = 200;
/** The database reads what is skipped: whoever goes on and on uses a cursor. */
const MOST_SKIPPED = 10_000;

/** Dashboards of the principal's organization. One that the principal cannot see is as good as absent: 404. */
@Injectable()
export class DashboardService {
  constructor(
    private readonly orm: Orm,
    private readonly outbox: Outbox,
    private readonly widgets: WidgetDirectory,
    private readonly cache: Cache,
    private readonly audit: AuditLog,
    private readonly wake: OutboxWake,
    private readonly revisions: RevisionLog,
  ) {}

  /** Newest first. */
  async list(principal: Principal, query: ListDashboardsQuery): Promise<Page<DashboardDto>> {
    const conditions: FilterQuery<Dashboard>[] = [visibleTo(principal)];
    const after = decodeCursor(query.cursor);
    if (after) conditions.push({ id: { $lt: after } });
    if (query.tag) conditions.push({ tags: { $contains: [query.tag] } });
    if (query.owner) conditions.push({ ownerId: query.owner === 'me' ? principal.id : query.owner });
    if (query.search) {
      const pattern = `%${query.search.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
      conditions.push({ $or: [{ name: { $ilike: pattern } }, { description: { $ilike: pattern } }] });
    }
    const rows = await this.orm.read((em) =>
      em.find(Dashboard, { $and: conditions }, { orderBy: { id: 'desc' }, limit: query.limit + 1 }),
    );
    return toPage(rows, query.limit, toDashboardDto);
  }

  /** So many after so many, newest first. @throws AppError 400 */
  async slice(
    principal: Principal,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<DashboardDto[]> {
    assertBetween('limit', limit, [1, MOST_SHOWN]);
    assertBetween('offset', offset, [0, MOST_SKIPPED]);
    const rows = await this.orm.read((em) =>
      em.find(Dashboard, visibleTo(principal), { orderBy: { id: 'desc' }, limit, offset }),
    );
    return rows.map(toDashboardDto);
  }

  /** @throws AppError 404 */
  async get(principal: Principal, id: string): Promise<DashboardDto> {
    return toDashboardDto(await this.orm.read((em) => findVisible(em, principal, id)));
  }

  async create(principal: Principal, fields: NewDashboard): Promise<DashboardDto> {
    const created = await this.orm.transaction(async (em, tx) =>
      toDashboardDto(await this.createIn({ em, tx }, principal, fields)),
    );
    await this.listChanged(principal);
    return created;
  }

  /** Ends what is cached of lists of dashboards; call it after a commit that made one by {@link createIn}. */
  async listChanged({ organizationId }: Principal): Promise<void> {
    await this.cache.invalidateTags([`list:${organizationId}`]);
  }

  /**
   * Creates a dashboard inside a transaction of the caller.
   * @param options.widgetIds the widgets that its layout may name
   * @param options.addWidgets adds them
   * @param options.pointer where the fields are in the request
   * @param options.ownerId whose it will be; the principal's unless given
   * @throws AppError 400
   */
  async createIn(
    { em, tx }: DashboardTransaction,
    principal: Principal,
    fields: NewDashboard,
    options: {
      widgetIds: ReadonlySet<string>;
      addWidgets?: (dashboard: Dashboard) => void;
      pointer: string;
      ownerId?: string;
    } = { widgetIds: new Set(), pointer: '' },
  ): Promise<Dashboard> {
    const { pointer } = options;
    const parsed = parseFields(fields, pointer);
    const ownerId = options.ownerId ?? (principal.kind === 'user' ? principal.id : null);
    const visibility = parsed.visibility ?? defaultVisibility(principal);
    assertVisibility(principal, ownerId, { to: visibility }, pointer);
    assertLayout(parsed.layout, options.widgetIds, pointer);
    const dashboard = em.create(Dashboard, {
      organizationId: principal.organizationId,
      ownerId,
      name: fields.name,
      description: parsed.description ?? '',
      layout: parsed.layout ?? EMPTY_LAYOUT,
      filters: parsed.filters ?? [],
      tags: parsed.tags ?? [],
      visibility,
    });
    options.addWidgets?.(dashboard);
    await this.publish({ em, tx }, principal, dashboard);
    return dashboard;
  }

  /**
   * Changes the fields that are given. With `ifMatch` only if the dashboard still is what that ETag names; without it
   * the last writer of a field wins, and no field of another writer is lost.
   * @throws AppError 400, 403 for one that it only reads, or whose visibility is somebody else's to change, 404, 412
   */
  update(
    principal: Principal,
    id: string,
    changes: Partial<DashboardFields>,
    ifMatch?: string,
  ): Promise<DashboardDto> {
    const parsed = parseFields(changes, '');
    return this.change(principal, id, async (dashboard, { em, tx }) => {
      assertIfMatch(ifMatch, dashboard.version);
      if (parsed.visibility) {
        const change = { from: dashboard.visibility, to: parsed.visibility };
        assertVisibility(principal, dashboard.ownerId ?? null, change, '');
      }
      if (parsed.layout) assertLayout(parsed.layout, await this.widgets.idsOf(tx, id), '');
      const { visibility } = dashboard;
      if (assignChanged(dashboard, parsed)) await this.publish({ em, tx }, principal, dashboard);
      if (dashboard.visibility !== visibility) {
        await this.audit.record(tx, principal, {
          action: 'dashboard.visibility-changed',
          subject: { type: 'dashboard', id },
          before: { visibility },
          after: { visibility: dashboard.visibility },
        });
      }
      return toDashboardDto(dashboard);
    });
  }

  /** Removes the dashboard and its widgets. @throws AppError 403, 404, 412 */
  async remove(principal: Principal, id: string, ifMatch?: string): Promise<void> {
    await this.change(
      principal,
      id,
      async (dashboard, { em, tx }) => {
        const { id: dashboardId, organizationId } = dashboard;
        assertIfMatch(ifMatch, dashboard.version);
        em.remove(dashboard);
        await em.flush();
        const event = { subject: dashboardId, organizationId, payload: { dashboardId } };
        await this.outbox.append(tx, { topic: 'dashboard.deleted', ...event });
        const { name, ownerId, visibility } = dashboard;
        await this.audit.record(tx, principal, {
          action: 'dashboard.deleted',
          subject: { type: 'dashboard', id: dashboardId },
          before: { name, ownerId, visibility },
        });
      },
      'delete',
    );
  }

  /**
   * Runs `work` with the dashboard's row locked, in one transaction: for whatever changes the dashboard or its widgets.
   * @throws AppError 404, 403 for a dashboard that the principal sees and that it may not do as much with as needed
   */
  async change<T>(
    principal: Principal,
    id: string,
    work: (dashboard: Dashboard, transaction: DashboardTransaction) => Promise<T>,
    needed: NeededAccess = 'write',
  ): Promise<T> {
    const result = await this.orm.transaction(async (em, tx) => {
      const dashboard = await findVisible(em, principal, id, LockMode.PESSIMISTIC_WRITE);
      await assertAccess(tx, principal, dashboard, needed);
      return work(dashboard, { em, tx });
    });
    await this.cache.invalidateTags([`dashboard:${id}`, `list:${principal.organizationId}`]);
    this.wake.poke();
    return result;
  }

  /**
   * Runs `work`, which changes nothing of the dashboard, in one transaction in which nobody else does either.
   * @throws AppError as {@link DashboardService.change}
   */
  inspect<T>(
    principal: Principal,
    id: string,
    needed: NeededAccess,
    work: (dashboard: Dashboard, transaction: DashboardTransaction) => Promise<T>,
  ): Promise<T> {
    return this.orm.transaction(async (em, tx) => {
      const dashboard = await findVisible(em, principal, id, LockMode.PESSIMISTIC_READ);
      await assertAccess(tx, principal, dashboard, needed);
      return work(dashboard, { em, tx });
    });
  }

  /** Why the principal may do something with the dashboard; empty when it is absent or invisible. */
  async reasons(principal: Principal, id: string): Promise<AccessReason[]> {
    if (!isId(id)) return [];
    return this.orm.transaction(async (em, tx) => {
      const { organizationId } = principal;
      const dashboard = await em.findOne(Dashboard, { id, organizationId });
      if (!dashboard) return [];
      return accessReasons(principal, { ...factsOf(dashboard), shares: await readShares(tx, dashboard.id) });
    });
  }

  /** Those of the viewers for whom there is such a dashboard, all at one look. */
  async seenBy<V extends DashboardViewer>(id: string, viewers: readonly V[]): Promise<Set<V>> {
    if (!isId(id)) return new Set();
    return this.orm.transaction(async (em, tx) => {
      const dashboard = await em.findOne(Dashboard, { id });
      if (!dashboard) return new Set<V>();
      const facts = { ...factsOf(dashboard), shares: await readShares(tx, dashboard.id) };
      return new Set(viewers.filter((viewer) => accessTo(viewer, facts) !== 'none'));
    });
  }

  /**
   * Writes what changed, its revision and the event that tells of it; a changed dashboard has its next version after that.
   * @param restoredFrom the revision that it was made of
   * @returns whether that made a revision: what users write was changed
   */
  async publish(
    { em, tx }: DashboardTransaction,
    principal: Principal,
    dashboard: Dashboard,
    restoredFrom?: number,
  ): Promise<boolean> {
    await em.flush();
    const isNew = await this.revisions.record(tx, principal, dashboard, restoredFrom);
    await this.outbox.append(tx, {
      topic: 'dashboard.updated',
      subject: dashboard.id,
      organizationId: dashboard.organizationId,
      payload: { dashboardId: dashboard.id, version: dashboard.version },
    });
    return isNew;
  }
}

async function findVisible(
  em: EntityManager,
  principal: Principal,
  id: string,
  lockMode?: LockMode.PESSIMISTIC_WRITE | LockMode.PESSIMISTIC_READ,
): Promise<Dashboard> {
  const dashboard = isId(id)
    ? await em.findOne(Dashboard, { $and: [{ id }, visibleTo(principal)] }, { lockMode })
    : null;
  if (!dashboard) throw AppError.notFound('dashboard', id);
  return dashboard;
}

/** Asks the shares once the row is locked: who changes them holds that lock, so none is lost while `work` runs. */
async function assertAccess(
  tx: SqlExecutor,
  principal: Principal,
  dashboard: Dashboard,
  needed: NeededAccess,
): Promise<void> {
  const access = accessTo(principal, { ...factsOf(dashboard), shares: await readShares(tx, dashboard.id) });
  if (allows(access, needed)) return;
  if (access === 'none') throw AppError.notFound('dashboard', dashboard.id);
  throw new AppError('INSUFFICIENT_PERMISSIONS', REFUSALS[needed]);
}

function factsOf({ id, organizationId, ownerId, visibility }: Dashboard): Omit<AccessFacts, 'shares'> {
  return { id, organizationId, ownerId, visibility };
}

const REFUSALS: Record<NeededAccess, string> = {
  read: 'You may not read this dashboard.',
  write: 'You may read this dashboard, but not change it.',
  delete: "Only the dashboard's owner and admins delete it.",
  manage: "Only the dashboard's owner and admins do this.",
};

function assertLayout(layout: Layout | undefined, widgetIds: ReadonlySet<string>, pointer: string): void {
  if (layout) assertNoErrors(layoutErrors(layout, widgetIds, `${pointer}/layout`));
}

function assertBetween(name: string, given: number, [least, most]: [number, number]): void {
  if (given >= least && given <= most) return;
  throw AppError.invalid(`/${name}`, `${name} must be between ${least} and ${most} (given: ${given})`);
}
