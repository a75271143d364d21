import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { type MetricQuery, type QueryAnswer, QueryPipeline } from '@app/data';
import { AppError } from '@app/platform';
import type { Condition, Reading } from '../core/condition';
import { groupKey } from '../core/evaluate-series';
import { askedQuery, columnOf, MOST_SERIES } from '../rule/parse-condition';

/** What the metrics of a rule say now, for each of its series. */
@Injectable()
export class RuleReadings {
  constructor(private readonly pipeline: QueryPipeline) {}

  /**
   * By group key. Computed anew: an answer that is cached may be older than the change that the rule is evaluated for.
   * @throws AppError whatever keeps the query from being answered, LIMIT_EXCEEDED for too many series
   */
  async read(
    principal: Principal,
    query: MetricQuery,
    condition: Condition,
    options: { signal?: AbortSignal; refresh?: boolean } = {},
  ): Promise<Map<string, Reading>> {
    if (!principal.permissions.has('data:read'))
      throw new AppError('INSUFFICIENT_PERMISSIONS', 'The owner of the alert may not read data any more.');
    const { value } = await this.pipeline.run(principal, askedQuery(query, condition), options);
    const { data, meta } = JSON.parse(value.toString('utf8')) as QueryAnswer;
    if (meta.truncated)
      throw new AppError('LIMIT_EXCEEDED', `The query has more than ${MOST_SERIES} groups: filter it.`);
    const column = columnOf(query, condition);
    const at = data.columns.findIndex(({ name }) => name === column);
    const before = data.columns.findIndex(({ name }) => name === `${column}_previous`);
    const groups = query.groupBy.length;
    return new Map(
      data.rows.map((row) => [
        groupKey(row.slice(0, groups) as (string | null)[]),
        {
          value: (row[at] ?? null) as number | null,
          ...(before >= 0 && { previous: (row[before] ?? null) as number | null }),
        },
      ]),
    );
  }
}
