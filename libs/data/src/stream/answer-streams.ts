import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { AppError, Clock } from '@app/platform';
import type { CatalogMetric } from '../catalog/catalog-metric';
import type { MetricSource } from '../pushdown/metric-source';
import { columnsOf, numbersOf } from '../query/answer/columns-of';
import { formatAnswer } from '../query/answer/format-answer';
import { fulfils } from '../query/answer/having';
import { metaOf } from '../query/answer/meta-of';
import { toTable } from '../query/answer/table';
import { transform } from '../query/answer/transform';
import { cachePlan, type DataPipeline, dataPipeline, shapeOf, storePlan } from '../query/data-pipeline';
import type { Cell, Column, MetricQuery, QueryMeta } from '../query/metric-query';
import type { QueryLimits } from '../query/query-limits';
import { QueryPipeline } from '../query/query-pipeline';
import type { ValidQuery } from '../query/valid-query';
import { visibleSource } from '../query/visible-source';
import { withPolicy } from '../query/with-policy';
import {
  MetricStore,
  type PointsPlan,
  type StoreOptions,
  type StoreRow,
  type StreamKey,
} from '../store/metric-store';

/** Rows at a time of answers that had to be held as a whole. */
const BATCH = 5_000;
/** Most rows of an answer that has to be held as a whole before its first row is known. */
const HELD_ROWS = 300_000;

/** What is known when all rows have been read. */
export interface RowsRead {
  /** By column of numbers, where the query asks for totals. */
  totals?: Record<string, number | null>;
  meta: QueryMeta;
}

/** A long answer before it is read. */
export interface AnswerSource {
  columns: Column[];
  /** What the answer is of: whole range, interval, zone. */
  time: { from: string; to: string; interval: string | null; timezone: string };
  /**
   * Reads all rows, in their order and in one snapshot. `fraction` of what is to be read has been read with each batch, from 0 to 1.
   * @throws AppError as the store does, also after rows were given; what `sink` throws
   */
  read(sink: (rows: Cell[][], fraction: number) => Promise<void>, options: StoreOptions): Promise<RowsRead>;
}

/**
 * Answers of any size, row by row: for exports. The same questions as `QueryPipeline`, with the data policy, but neither cache nor a limit
 * of rows. Where the first row cannot be told before the last is known (rows sorted by a number, `fill`, `compare`, `share`) the answer is
 * held in memory, and is at most 300,000 rows.
 */
@Injectable()
export class AnswerStreams {
  constructor(
    private readonly pipeline: QueryPipeline,
    private readonly store: MetricStore,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 400 LIMIT_EXCEEDED, 422 UNKNOWN_METRIC or UNKNOWN_DIMENSION */
  async open(principal: Principal, query: MetricQuery, limits: QueryLimits): Promise<AnswerSource> {
    const valid = await this.pipeline.validateAgainstCatalog(principal, query, limits);
    const where = withPolicy(query.filters, principal);
    const order = streamable(query);
    const held = { ...limits, buckets: HELD_ROWS };
    const cache = cachePlan(principal, valid, {});
    const pipeline = dataPipeline(principal, valid, { where, limits: order ? limits : held, cache });
    const { from, to, interval } = valid.time;
    return {
      columns: columnsOf(query, valid.metrics),
      time: {
        from: from.toISOString(),
        to: to.toISOString(),
        interval: interval ?? null,
        timezone: query.timezone,
      },
      read: (sink, options) =>
        order
          ? this.stream(valid, pipeline, { order, sink, options })
          : this.hold(valid, pipeline, sink, options),
    };
  }

  /**
   * The points themselves of a query's metrics, range and filters, oldest first: time, metric, the metrics' dimensions, value.
   * @throws AppError 422 UNKNOWN_METRIC or UNKNOWN_DIMENSION
   */
  async openPoints(principal: Principal, query: MetricQuery, limits: QueryLimits): Promise<AnswerSource> {
    const { metrics, time } = await this.pipeline.validateAgainstCatalog(principal, query, limits);
    const where = withPolicy(query.filters, principal);
    const dimensions = [...new Set([...metrics.values()].flatMap((metric) => metric.dimensions))].toSorted();
    const names = new Map([...metrics.values()].map(({ id, name }) => [id, name]));
    const plan = {
      organizationId: principal.organizationId,
      metricIds: [...names.keys()],
      sources: sourcesOf(principal, metrics),
      from: time.from.getTime(),
      to: time.to.getTime(),
      where,
      dimensions,
    };
    const range = {
      from: time.from.toISOString(),
      to: time.to.toISOString(),
      interval: null,
      timezone: query.timezone,
    };
    const computedAt = this.clock.now();
    return {
      columns: pointColumns(dimensions),
      time: range,
      read: async (sink, options) => {
        const started = performance.now();
        if (plan.from < plan.to) {
          await this.store.points(plan, options, async (points) => {
            const rows = points.map(([at, metricId, labels, value]): Cell[] => [
              new Date(at).toISOString(),
              names.get(metricId) ?? null,
              ...labels,
              value,
            ]);
            await sink(rows, ((points.at(-1)?.[0] ?? plan.from) - plan.from) / (plan.to - plan.from));
          });
        }
        const meta = metaOf(
          { rows: [], source: sourceOfPoints(plan), approximate: false },
          query,
          { ...time, interval: undefined },
          { computedAt, tookMs: performance.now() - started, truncated: false },
        );
        return { meta };
      },
    };
  }

  private async stream(
    { query, metrics, time }: ValidQuery,
    pipeline: DataPipeline,
    {
      order,
      sink,
      options,
    }: { order: StreamKey[]; sink: Parameters<AnswerSource['read']>[0]; options: StoreOptions },
  ): Promise<RowsRead> {
    const started = performance.now();
    const computedAt = this.clock.now();
    const shape = shapeOf(pipeline, query);
    const columns = numbersOf(query, metrics).map(({ name }) => name);
    const conditions = query.having.map((one) => ({ ...one, column: columns.indexOf(one.column) }));
    const asked = { ...query, top: undefined };
    const buckets = Math.max(1, time.buckets?.length ?? 1);
    let left = query.limit;
    const end = await this.store.stream(storePlan(pipeline), order, options, async (given) => {
      if (left === 0) return;
      const { rows } = toTable({ rows: given, source: '', approximate: false }, shape);
      const kept = rows.filter(({ values }) =>
        conditions.every((condition) => fulfils(values[condition.column] ?? null, condition)),
      );
      const shown = kept.slice(0, left);
      left -= shown.length;
      const { rows: cells } = formatAnswer(
        { rows: shown, previous: [], truncated: false },
        asked,
        metrics,
        time.buckets,
      );
      if (cells.length > 0) await sink(cells, progressAt(given.at(-1), order, buckets));
    });
    const totals = end.totals?.map((value, index) => value ?? shape.empty[index] ?? null);
    const meta = metaOf({ ...end, rows: [] }, query, time, {
      computedAt,
      tookMs: performance.now() - started,
      truncated: false,
    });
    return {
      ...(totals && {
        totals: Object.fromEntries(columns.map((name, index) => [name, totals[index] ?? null])),
      }),
      meta,
    };
  }

  private async hold(
    { query, metrics, time }: ValidQuery,
    pipeline: DataPipeline,
    sink: Parameters<AnswerSource['read']>[0],
    options: StoreOptions,
  ): Promise<RowsRead> {
    const started = performance.now();
    const computedAt = this.clock.now();
    const answer = await this.store.execute(storePlan(pipeline), options);
    const shape = shapeOf(pipeline, query);
    const table = transform(toTable(answer, shape), pipeline.transformations, shape);
    const { rows, totals } = formatAnswer(table, query, metrics, time.buckets);
    for (let from = 0; from < rows.length; from += BATCH) {
      if (options.signal?.aborted)
        throw new AppError('CLIENT_CLOSED_REQUEST', 'Nobody wants the answer any more.');
      await sink(rows.slice(from, from + BATCH), Math.min(1, (from + BATCH) / rows.length));
    }
    const meta = metaOf(answer, query, time, {
      computedAt,
      tookMs: performance.now() - started,
      truncated: false,
    });
    return { ...(totals && { totals }), meta };
  }
}

function sourcesOf(
  principal: Principal,
  metrics: ReadonlyMap<string, CatalogMetric>,
): NonNullable<PointsPlan['sources']> {
  return new Map(
    [...metrics.values()].flatMap((metric): [number, MetricSource][] => {
      const source = visibleSource(principal, metric);
      return source ? [[metric.id, source]] : [];
    }),
  );
}

function sourceOfPoints({ metricIds, sources }: PointsPlan): string {
  const count = sources?.size ?? 0;
  return [...(count < metricIds.length ? ['raw'] : []), ...(count > 0 ? ['source'] : [])].join('+');
}

/** By what the store is to sort, when it can give the rows of the query one by one; else undefined. */
function streamable({
  fill,
  compare,
  share,
  orderBy,
  interval,
  groupBy,
  limit,
  top,
}: MetricQuery): StreamKey[] | undefined {
  if (fill || compare || share) return undefined;
  const keys: StreamKey[] = [];
  for (const { column, direction } of orderBy) {
    const index = groupBy.indexOf(column);
    if (column === 'time' && interval) keys.push({ of: 'bucket', index: 0, direction });
    else if (index >= 0) keys.push({ of: 'group', index, direction });
    // A few rows by a number: they are sorted here.
    else return undefined;
  }
  // What is short by itself need not be streamed, and is answered from what the store foretells.
  return limit <= BATCH && top ? undefined : keys;
}

function progressAt(last: StoreRow | undefined, [first]: StreamKey[], buckets: number): number {
  if (first?.of === 'group' || !last) return 0;
  const done = (last.bucket + 1) / buckets;
  return first?.direction === 'desc' ? 1 - last.bucket / buckets : done;
}

/** Names of dimensions that are those of other columns are told apart. */
function pointColumns(dimensions: readonly string[]): Column[] {
  const taken = new Set(['time', 'metric', 'value']);
  return [
    { name: 'time', type: 'datetime' },
    { name: 'metric', type: 'string' },
    ...dimensions.map((name): Column => ({
      name: taken.has(name) ? `dimension.${name}` : name,
      type: 'string',
    })),
    { name: 'value', type: 'number' },
  ];
}
