import { Module } from '@nestjs/common';
import { AuthModule } from './auth.module';
import { MailRequests } from './recovery/mail-requests';
import { SendMailHandler } from './recovery/send-mail.handler';
import { PurgeSessionsHandler } from './sessions/purge-sessions.handler';

/** The jobs of this lib. */
@Module({ imports: [AuthModule], providers: [MailRequests, PurgeSessionsHandler, SendMailHandler] })
export class AuthWorkerModule {}
