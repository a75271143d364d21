import { Module } from '@nestjs/common';
import { AuditModule } from './audit/audit.module';
import { TrimAuditLogHandler } from './audit/trim-audit-log.handler';
import { AuthModule } from './auth.module';
import { MailRequests } from './recovery/mail-requests';
import { SendMailHandler } from './recovery/send-mail.handler';
import { PurgeSessionsHandler } from './sessions/purge-sessions.handler';

/** The jobs of this lib. */
@Module({
  imports: [AuditModule, AuthModule],
  providers: [MailRequests, PurgeSessionsHandler, SendMailHandler, TrimAuditLogHandler],
})
export class AuthWorkerModule {}
