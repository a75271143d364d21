import { Telemetry } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { type AnsweredRequest, measureRequests } from './measure-requests';

const SLOW_REQUEST_MS = 1_000;

export type RecordAnswer = (answered: AnsweredRequest & { requestId: string }) => void;

/** Measures every answer, and logs those that took long; with the level `debug` all. */
export function recordAnswers(app: NestFastifyApplication, logger: Logger): RecordAnswer {
  const measure = measureRequests(app.get(Telemetry));
  const logsAll = logger.isLevelEnabled('debug');
  return (answered) => {
    measure(answered);
    const isSlow = answered.ms > SLOW_REQUEST_MS;
    if (!isSlow && !logsAll) return;
    const line = { ...answered, ms: Math.round(answered.ms * 100) / 100 };
    if (isSlow) logger.info(line, 'slow request');
    else logger.debug(line, 'request');
  };
}
