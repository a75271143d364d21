import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { DataModule } from '@app/data';
import { RuleReadings } from './evaluation/rule-readings';
import { AlertRehearsals } from './rehearsal/alert-rehearsals';
import { AlertEvents } from './rule/alert-events';
import { AlertService } from './rule/alert.service';
import { AlertsController } from './rule/alerts.controller';
import { ChannelUrls } from './rule/channel-urls';

/** The `/alerts` routes. */
@Module({
  imports: [AuthModule, DataModule],
  controllers: [AlertsController],
  providers: [AlertEvents, AlertRehearsals, AlertService, ChannelUrls, RuleReadings],
})
export class AlertsApiModule {}
