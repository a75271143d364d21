import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog, type Principal } from '@app/auth';
import type { SqlExecutor } from '@app/database';
import { AppError, assertIfMatch, type FieldError } from '@app/platform';
import { DashboardService } from '../dashboard.service';
import { assertNoErrors } from '../field-errors';
import type { Share } from './dashboard-access';
import { readShares } from './read-shares';
import type { ShareDto } from './share.dto';

/** Shares and what tells this state of them from another: their ETag without the quotes. */
export interface VersionedShares {
  shares: Share[];
  revision: string;
}

/** With whom dashboards are shared: set and read by those who manage the dashboard, its owner and admins. */
@Injectable()
export class DashboardShares {
  constructor(
    private readonly dashboards: DashboardService,
    private readonly audit: AuditLog,
  ) {}

  /** @throws AppError 404; 403 for one that the principal sees and does not manage */
  get(principal: Principal, dashboardId: string): Promise<VersionedShares> {
    return this.dashboards.inspect(principal, dashboardId, 'manage', (_dashboard, { tx }) =>
      read(tx, dashboardId),
    );
  }

  /**
   * Replaces all shares. Counts within a second everywhere, for cached answers too.
   * @throws AppError 400 for a user or role named twice, 404, 403, 412, 422 UNKNOWN_REFERENCE for a user that the
   *   organization does not have
   */
  async put(
    principal: Principal,
    dashboardId: string,
    input: readonly ShareDto[],
    ifMatch?: string,
  ): Promise<VersionedShares> {
    const shares = parse(input);
    return this.dashboards.change(
      principal,
      dashboardId,
      async (dashboard, transaction) => {
        const { tx } = transaction;
        const before = await read(tx, dashboard.id);
        assertIfMatch(ifMatch, before.revision);
        await assertUsers(tx, principal.organizationId, shares);
        await tx.query('DELETE FROM dashboard_share WHERE dashboard_id = $1', [dashboard.id]);
        for (const share of shares) await insert(tx, dashboard.id, share);
        const after = await read(tx, dashboard.id);
        if (after.revision !== before.revision) {
          await this.dashboards.publish(transaction, principal, dashboard);
          await this.audit.record(tx, principal, {
            action: 'dashboard.shares-changed',
            subject: { type: 'dashboard', id: dashboard.id },
            before: { shares: before.shares },
            after: { shares: after.shares },
          });
        }
        return after;
      },
      'manage',
    );
  }
}

async function read(tx: SqlExecutor, dashboardId: string): Promise<VersionedShares> {
  const shares = await readShares(tx, dashboardId);
  return { shares, revision: hash('sha256', JSON.stringify(shares), 'base64url').slice(0, 22) };
}

async function insert(tx: SqlExecutor, dashboardId: string, share: Share): Promise<void> {
  await tx.query(
    'INSERT INTO dashboard_share (dashboard_id, user_id, role, access) VALUES ($1, $2, $3, $4)',
    [dashboardId, 'userId' in share ? share.userId : null, 'role' in share ? share.role : null, share.access],
  );
}

/** Each with exactly one grantee, none twice. */
function parse(input: readonly ShareDto[]): Share[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const shares = input.flatMap(({ userId, role, access }, index): Share[] => {
    const pointer = `/shares/${index}`;
    if ((userId === undefined) === (role === undefined)) {
      errors.push({ pointer, message: 'a share names either userId or role' });
      return [];
    }
    const share: Share =
      userId === undefined ? { role: role!, access } : { userId: userId.toLowerCase(), access };
    const grantee = 'userId' in share ? share.userId : share.role;
    if (seen.has(grantee))
      errors.push({ pointer, message: `${grantee} is named by an earlier share already` });
    seen.add(grantee);
    return [share];
  });
  assertNoErrors(errors);
  return shares;
}

/** The rows stay until the end of the transaction, so that a share never names a user who is gone. */
async function assertUsers(tx: SqlExecutor, organizationId: string, shares: Share[]): Promise<void> {
  const wanted = shares.flatMap((share) => ('userId' in share ? [share.userId] : []));
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM users WHERE organization_id = $1 AND id IN (SELECT jsonb_array_elements_text($2::jsonb)::uuid)
     ORDER BY id FOR KEY SHARE`,
    [organizationId, JSON.stringify(wanted)],
  );
  const known = new Set(rows.map(({ id }) => id));
  const errors = shares.flatMap((share, index): FieldError[] => {
    if (!('userId' in share) || known.has(share.userId)) return [];
    const message = `userId must be a user of the organization (given: ${JSON.stringify(share.userId)})`;
    return [{ pointer: `/shares/${index}/userId`, message }];
  });
  const [first] = errors;
  if (first) throw new AppError('UNKNOWN_REFERENCE', first.message, { errors });
}
