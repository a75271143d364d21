import { Injectable } from '@nestjs/common';
import { assertUnrestricted, type Principal } from '@app/auth';
import { sourceProblem } from '../check/source-problem';
import { DataSourceManager } from '../manager/data-source-manager';
import { withinTime } from '../manager/within-time';
import { SourceError } from '../source-error';
import { proposeRoles } from './propose-roles';
import type { SourceSchemaDto } from './source-schema.dto';

const READ_MS = 20_000;

/** What sources have: tables, columns, and what those could be for metrics. */
@Injectable()
export class SourceSchemas {
  constructor(private readonly manager: DataSourceManager) {}

  /** Also of a source that is switched off. @throws AppError NOT_FOUND, CONFLICT, POLICY_VIOLATION, SOURCE_UNAVAILABLE, SOURCE_REFUSED */
  async read(principal: Principal, id: string): Promise<SourceSchemaDto> {
    assertUnrestricted(principal, 'sources');
    try {
      const { tables, truncated } = await this.manager.run(
        principal,
        id,
        (connector) => withinTime(READ_MS, (signal) => connector.introspect(signal)),
        { insist: true },
      );
      return { tables: tables.map((table) => ({ ...table, proposed: proposeRoles(table) })), truncated };
    } catch (error) {
      throw error instanceof SourceError ? sourceProblem(error) : error;
    }
  }
}
