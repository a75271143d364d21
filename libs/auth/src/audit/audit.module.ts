import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log';
import { CoalescedAudit } from './coalesced-audit';

/** The audit log, for whatever changes something that matters. */
@Module({
  providers: [AuditLog, CoalescedAudit],
  exports: [AuditLog, CoalescedAudit],
})
export class AuditModule {}
