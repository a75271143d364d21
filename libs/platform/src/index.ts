export { AppConfig } from './config/app-config';
export { ConfigError, loadConfig } from './config/load-config';
export { renderConfigTable, renderEnvExample } from './config/env-example';
export { AppError, type AppErrorOptions, type FieldError } from './errors/app-error';
export { ERROR_CODES, type ErrorCode, type ErrorSpec } from './errors/error-codes';
export { logError } from './errors/log-error';
export { type Problem, toProblem } from './errors/problem';
export type { ProblemRoute, RenderedProblem } from './errors/problem-route';
export { ProblemFilter } from './errors/problem.filter';
export { toAppError } from './errors/to-app-error';
export { validationError, validationPipe } from './errors/validation';
export { HealthApiModule } from './health/health-api.module';
export type { HealthCheck } from './health/health-check';
export { HealthChecks, type HealthResult } from './health/health-checks';
export { mayArriveSlowly, mustArriveWithin } from './http/arrivals';
export { ApiBodyContents, BODY_CONTENTS } from './http/api-body-contents';
export { answerTime, noteBeginning } from './http/answer-time';
export { ApiProblems } from './http/api-problems';
export { csvLine, csvText } from './http/csv';
export { assertIfMatch, etagOf, notModified } from './http/etag';
export { IfGiven } from './http/if-given';
export { preferredType } from './http/preferred-type';
export { IsStorableText, textErrors } from './http/storable-text';
export {
  ETAG_HEADERS,
  ID_PARAM,
  IF_MATCH_HEADER,
  IF_NONE_MATCH_HEADER,
  tagged,
  taggedUnlessCurrent,
  withEtag,
} from './http/versioned-resource';
export { ProblemDto } from './http/problem.dto';
export { HANDLER_DECIDES, Public, PUBLIC_ROUTE } from './http/public';
export { EventLoopGauge } from './load/event-loop-gauge';
export { type LoadGauge, TICK_MS } from './load/load-gauge';
export { LoadShedder } from './load/load-shedder';
export { QueueGauge } from './load/queue-gauge';
export { UnreadAnswers } from './load/unread-answers';
export { createLogger } from './logging/create-logger';
export { LOGGER } from './logging/logger-token';
export { NestLogger } from './logging/nest-logger';
export { decodeCursor, decodeNumberCursor, encodeCursor, type Page, PageQuery, toPage } from './pages/page';
export { Clock, SystemClock } from './clock';
export { isId, newId } from './ids';
export { Lifecycle } from './lifecycle';
export { PlatformModule } from './platform.module';
export { SecretBox, type SecretPlace, SealedError } from './secrets/secret-box';
export type { DurationCell, Durations } from './telemetry/durations';
export type { Measured, Taken } from './telemetry/instrument';
export { MEASUREMENTS, pointMetrics } from './telemetry/measurements';
export { type CredentialHeaders, OperatorAccess } from './telemetry/operator-access';
export { OperationsServer } from './telemetry/operations-server';
export { OperationsServerModule } from './telemetry/operations-server.module';
export { type ProcessKind, Telemetry } from './telemetry/telemetry';
export { type Cron, parseCron } from './time/cron';
export { nextDue } from './time/next-due';
export { type OffsetSpan, TimeZone } from './time/time-zone';
export { startTracing, type Tracing } from './tracing/start-tracing';
export { currentTrace, inSpan, isTracing, nameRequest } from './tracing/trace-port';
export { currentContext, type RequestContext, runWithContext } from './request-context';
