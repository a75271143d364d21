import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { DataModule } from '@app/data';
import { BuiltInRules } from './builtin/built-in-rules';
import { InstallationWatch } from './builtin/installation-watch';
import { SeriesOutcomes } from './evaluation/series-outcomes';
import { EvaluateAlertsHandler } from './evaluation/evaluate-alerts.handler';
import { RuleClaims } from './evaluation/rule-claims';
import { RuleEvaluations } from './evaluation/rule-evaluations';
import { RuleReadings } from './evaluation/rule-readings';
import { AlertNews } from './notification/alert-news';
import { HeldBack } from './notification/held-back';
import { HeldSummaries } from './notification/held-summaries';
import { SendAlertHandler } from './notification/send-alert.handler';
import { ChannelUrls } from './rule/channel-urls';
import { TrimAlertsHandler } from './trim-alerts.handler';

/** The jobs that evaluate alerts and tell of them. */
@Module({
  imports: [AuthModule, DataModule],
  providers: [
    AlertNews,
    BuiltInRules,
    ChannelUrls,
    EvaluateAlertsHandler,
    HeldBack,
    HeldSummaries,
    InstallationWatch,
    RuleClaims,
    RuleEvaluations,
    RuleReadings,
    SendAlertHandler,
    SeriesOutcomes,
    TrimAlertsHandler,
  ],
})
export class AlertsWorkerModule {}
