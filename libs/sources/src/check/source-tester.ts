import { Inject, Injectable } from '@nestjs/common';
import { assertUnrestricted, AuditLog, type Principal } from '@app/auth';
import { Database } from '@app/database';
import { LOGGER, newId } from '@app/platform';
import type { Logger } from 'pino';
import { ConnectorOpener } from '../manager/connector-opener';
import { DataSourceManager } from '../manager/data-source-manager';
import { evenly } from '../manager/even-time';
import { SourceStatus } from '../manager/source-status';
import { withinTime } from '../manager/within-time';
import { SourceConnections } from '../source/source-connections';
import { SourceError } from '../source-error';
import type { SourceTestDto } from './source-test.dto';

/** With the time by which failures are made alike it stays under 10 s. */
const TEST_MS = 8_900;

/** Finds out whether a source can be reached and lets us in. */
@Injectable()
export class SourceTester {
  constructor(
    private readonly manager: DataSourceManager,
    private readonly opener: ConnectorOpener,
    private readonly connections: SourceConnections,
    private readonly status: SourceStatus,
    private readonly audit: AuditLog,
    private readonly database: Database,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Also a source that is switched off. @throws AppError NOT_FOUND, CONFLICT, POLICY_VIOLATION */
  async test(principal: Principal, id: string): Promise<SourceTestDto> {
    assertUnrestricted(principal, 'sources');
    const answer = await this.outcome(
      this.manager.run(
        principal,
        id,
        (connector) => withinTime(TEST_MS, (signal) => connector.test(signal)),
        { insist: true },
      ),
    );
    await (answer.ok ? this.status.succeeded(id) : this.status.failed(id, answer.message ?? ''));
    const detail = { ok: answer.ok, reason: answer.reason };
    await this.audit.record(this.database, principal, {
      action: 'source.tested',
      subject: { type: 'source', id },
      detail,
    });
    return answer;
  }

  /** A connection that is not kept. @throws AppError VALIDATION_FAILED, POLICY_VIOLATION */
  async try(principal: Principal, connection: unknown): Promise<SourceTestDto> {
    assertUnrestricted(principal, 'sources');
    const { kind, full } = this.connections.check(connection);
    const answer = await this.outcome(
      this.opener.during(kind, full, { id: newId(), organizationId: principal.organizationId }, (connector) =>
        evenly(withinTime(TEST_MS, (signal) => connector.test(signal))),
      ),
    );
    const detail = { kind: kind.kind, ok: answer.ok, reason: answer.reason };
    await this.audit.record(this.database, principal, { action: 'source.tested', detail });
    return answer;
  }

  /** A source that fails is an answer; everything else is an error. Why it fails beyond what may be told is in the log. */
  private async outcome(test: Promise<void>): Promise<SourceTestDto> {
    const began = performance.now();
    const tookMs = (): number => Math.round(performance.now() - began);
    try {
      await test;
      return { ok: true, tookMs: tookMs(), reason: null, message: null };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.logger.info({ err: error }, 'a data source did not pass its test');
      return { ok: false, tookMs: tookMs(), reason: error.reason, message: error.message };
    }
  }
}
