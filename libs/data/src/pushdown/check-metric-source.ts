import { Injectable } from '@nestjs/common';
import { type QueryConnector, SourceError } from '@app/sources';
import { AppError, type FieldError } from '@app/platform';
import { compileProbes, type TypeProbe } from './compile/compile-probes';
import { SQL_DIALECTS } from './dialect/sql-dialects';
import type { MetricSource } from './metric-source';
import { selectProblem } from './one-select';
import { SourceConnectors } from './source-connectors';

const TIMEOUT_MS = 10_000;
/** Why a source cannot tell whether a mapping fits: it may do so later. */
const NOT_TOLD: ReadonlySet<SourceError['reason']> = new Set([
  'unreachable',
  'certificate',
  'credentials',
  'timeout',
  'broken',
  'busy',
]);

/** Asks sources whether the mappings of metrics fit them. */
@Injectable()
export class MetricSourceCheck {
  constructor(private readonly sources: SourceConnectors) {}

  /**
   * Asks without reading a row. A source that cannot be reached now is believed to fit.
   * @throws AppError 400 VALIDATION_FAILED for SQL that is not one SELECT, 422 UNKNOWN_REFERENCE for no such source, and naming each column
   *   that it does not have
   */
  async check(organizationId: string, source: MetricSource): Promise<void> {
    await this.sources
      .withConnector(organizationId, source.sourceId, (connector) => this.ask(connector, source))
      .catch((error: unknown) => {
        if (!(error instanceof SourceError && NOT_TOLD.has(error.reason))) throw error;
      });
  }

  private async ask(connector: QueryConnector, source: MetricSource): Promise<void> {
    const dialect = SQL_DIALECTS[connector.dialect];
    const problem = source.sql === undefined ? undefined : selectProblem(source.sql, dialect.name);
    if (problem) throw AppError.invalid('/source/sql', `sql ${problem}`);
    const { whole, relation, parts, types } = compileProbes(source, dialect);
    const fails = async (text: string, values: readonly unknown[]): Promise<SourceError | undefined> => {
      try {
        await connector.query({ text, values }, { timeoutMs: TIMEOUT_MS, maxRows: 1 });
        return undefined;
      } catch (error) {
        if (error instanceof SourceError && !NOT_TOLD.has(error.reason)) return error;
        throw error;
      }
    };
    const failure = await fails(whole.text, whole.values);
    if (!failure) return this.askTypes(connector, types);
    const errors: FieldError[] = [];
    const noRelation = await fails(relation.statement.text, relation.statement.values);
    if (noRelation)
      errors.push({ pointer: relation.pointer, message: `${relation.what}: ${noRelation.message}` });
    for (const { pointer, what, statement } of noRelation ? [] : parts) {
      const reason = errors.some((each) => each.pointer === pointer)
        ? undefined
        : await fails(statement.text, statement.values);
      if (reason) errors.push({ pointer, message: `${what}: ${reason.message}` });
    }
    if (errors.length === 0) errors.push({ pointer: '/source', message: failure.message });
    throw new AppError('UNKNOWN_REFERENCE', `The source does not fit. ${errors[0]?.message}`, { errors });
  }

  private async askTypes(connector: QueryConnector, types: TypeProbe[]): Promise<void> {
    const errors: FieldError[] = [];
    for (const { pointer, what, statement, isFine } of types) {
      const value = await connector
        .query(statement, { timeoutMs: TIMEOUT_MS, maxRows: 1 })
        .then(({ rows }) => rows[0]?.[0])
        .catch((error: unknown) => {
          // Where there is nothing that both are.
          if (error instanceof SourceError && !NOT_TOLD.has(error.reason)) return undefined;
          throw error;
        });
      if (!isFine(value))
        errors.push({ pointer, message: `${what}; where its texts are some, "sql" can cast them` });
    }
    if (errors[0])
      throw new AppError('UNKNOWN_REFERENCE', `The source does not fit. ${errors[0].message}`, { errors });
  }
}
