import { Module } from '@nestjs/common';
import { PurgeSessionsHandler } from './sessions/purge-sessions.handler';

/** The jobs of this lib. */
@Module({ providers: [PurgeSessionsHandler] })
export class AuthWorkerModule {}
