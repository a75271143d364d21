import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { AppError, isId } from '@app/platform';
import { CoalescedAudit } from '../audit/coalesced-audit';
import type { Principal } from '../principals/principal';

/** The header in which a super_admin names the organization to act in. */
export const ORGANIZATION_HEADER = 'x-organization-id';

/** Lets a super_admin act in an organization other than its own. That is audited, there. */
@Injectable()
export class ActingOrganization {
  constructor(
    private readonly database: Database,
    private readonly audit: CoalescedAudit,
  ) {}

  /**
   * The principal acting in the organization that the header names.
   * @throws AppError INSUFFICIENT_PERMISSIONS unless a super_admin asks; NOT_FOUND when there is no such organization
   */
  async enter(
    principal: Principal,
    header: string,
    request: { method: string; url: string },
  ): Promise<Principal> {
    const organizationId = header.toLowerCase();
    if (organizationId === principal.organizationId) return principal;
    if (!principal.roles?.includes('super_admin')) {
      throw new AppError(
        'INSUFFICIENT_PERMISSIONS',
        'X-Organization-Id is for super_admin alone; others act in their own organization.',
      );
    }
    await this.assertExists(organizationId);
    const acting = Object.freeze({ ...principal, organizationId });
    // Waited for: nobody acts there without a trace.
    await this.audit.note(acting, {
      action: 'organization.entered',
      subject: { type: 'organization', id: organizationId },
      detail: { request: `${request.method} ${request.url.split('?', 1)[0]}` },
    });
    return acting;
  }

  /** @throws AppError NOT_FOUND */
  async assertExists(organizationId: string): Promise<void> {
    if (!isId(organizationId)) throw AppError.notFound('organization', organizationId);
    const { rows } = await this.database.query('SELECT FROM organization WHERE id = $1', [organizationId]);
    if (rows.length === 0) throw AppError.notFound('organization', organizationId);
  }
}
