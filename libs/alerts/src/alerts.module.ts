import { Module } from '@nestjs/common';
import { AlertWakes } from './evaluation/alert-wakes';

/** {@link AlertWakes} for whoever publishes events. */
@Module({ providers: [AlertWakes], exports: [AlertWakes] })
export class AlertsModule {}
