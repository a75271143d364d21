import { Injectable } from '@nestjs/common';
import { isWithin, type Principal } from '@app/auth';
import { AppError } from '@app/platform';
import { DashboardContents } from '@app/widgets';
import type { ExportRecord } from '../export-record';
import { assertPermissions } from '../export.service';

/** Whether a file that was made may still be had. */
@Injectable()
export class ExportAccess {
  constructor(private readonly contents: DashboardContents) {}

  /**
   * What a file shows was right when it was made; whoever has lost rights since must not keep it within reach. A principal that sees more
   * than then still may have it.
   * @param principal the owner of the export, as it is now
   * @throws AppError 403 INSUFFICIENT_PERMISSIONS, POLICY_VIOLATION
   */
  async assertStill(principal: Principal, record: ExportRecord): Promise<void> {
    const isDashboard = record.kind === 'dashboard';
    assertPermissions(
      principal,
      isDashboard ? ['dashboard:read', 'widget:read', 'data:read'] : ['data:read'],
    );
    // Of a file that is older than what is written down of it the widest is supposed.
    if (!isWithin(record.dataPolicy ?? {}, principal.dataPolicy))
      throw new AppError(
        'POLICY_VIOLATION',
        'The file shows data that you may not see any more. Ask for the export again to get what you may.',
      );
    if (!isDashboard) return;
    try {
      await this.contents.check(principal, record.dashboardId ?? '', {});
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error;
      throw new AppError(
        'INSUFFICIENT_PERMISSIONS',
        'The dashboard of this export is gone, or you may not see it any more.',
      );
    }
  }
}
