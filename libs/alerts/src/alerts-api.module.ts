import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { DataModule } from '@app/data';
import { RuleReadings } from './evaluation/rule-readings';
import { AlertRehearsals } from './rehearsal/alert-rehearsals';
import { AlertEvents } from './rule/alert-events';
import { AlertSeries } from './rule/alert-series';
import { AlertSeriesController } from './rule/alert-series.controller';
import { Silences } from './silence/silences';
import { SilencesController } from './silence/silences.controller';
import { AlertService } from './rule/alert.service';
import { AlertsController } from './rule/alerts.controller';
import { ChannelUrls } from './rule/channel-urls';

/** The `/alerts` routes. */
@Module({
  imports: [AuthModule, DataModule],
  controllers: [SilencesController, AlertsController, AlertSeriesController],
  providers: [AlertEvents, AlertRehearsals, AlertSeries, AlertService, ChannelUrls, RuleReadings, Silences],
})
export class AlertsApiModule {}
