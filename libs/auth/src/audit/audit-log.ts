import { Injectable } from '@nestjs/common';
import type { SqlExecutor } from '@app/database';
import { Clock, currentContext, newId } from '@app/platform';
import type { Principal } from '../principals/principal';
import type { AuditAction } from './audit-action';
import { withoutSecrets } from './without-secrets';

/** Who did it. A principal is one; `anonymous` is somebody who was not let in. */
export interface AuditActor {
  kind: Principal['kind'] | 'anonymous';
  id: string | null;
  /** The organization in whose log the row appears. */
  organizationId: string;
  email?: string | undefined;
}

/** What happened. `before`, `after` and `detail` are shown as they are: they must hold no secret and no token. */
export interface AuditEntry {
  action: AuditAction;
  /** What it happened to, such as `{ type: 'user', id }`. */
  subject?: { type: string; id: string };
  /** The fields that changed, as they were. */
  before?: object;
  /** The fields that changed, as they are now. */
  after?: object;
  detail?: object;
}

/**
 * The memory of who did what, on what, when and from where. Rows are written in the transaction of the change that they
 * tell of, so there is neither a change without its row nor a row without its change; nothing updates or deletes them.
 */
@Injectable()
export class AuditLog {
  constructor(private readonly clock: Clock) {}

  /** Writes one row through `tx`; the caller's address and request id come from the context of the request. */
  async record(tx: SqlExecutor, actor: AuditActor, entry: AuditEntry): Promise<void> {
    const context = currentContext();
    await tx.query(
      `INSERT INTO audit_log (id, organization_id, at, action, actor_kind, actor_id, actor_email, subject_type, subject_id,
         request_id, address, before, after, detail)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        newId(),
        actor.organizationId,
        this.clock.now(),
        entry.action,
        actor.kind,
        actor.id,
        actor.email ?? null,
        entry.subject?.type ?? null,
        entry.subject?.id ?? null,
        context?.requestId ?? null,
        context?.address ?? null,
        json(entry.before),
        json(entry.after),
        json(entry.detail),
      ],
    );
  }
}

function json(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(withoutSecrets(value));
}
