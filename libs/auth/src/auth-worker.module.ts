import { Module } from '@nestjs/common';
import { AuditModule } from './audit/audit.module';
import { TrimAuditLogHandler } from './audit/trim-audit-log.handler';
import { PurgeSessionsHandler } from './sessions/purge-sessions.handler';

/** The jobs of this lib. */
@Module({ imports: [AuditModule], providers: [PurgeSessionsHandler, TrimAuditLogHandler] })
export class AuthWorkerModule {}
