import type { MetricQuery } from '../../query/metric-query';
import type { ExplainedPart } from '../../store/explain/store-explanation';
import { LEVEL_MS, type Segment } from '../../store/plan/level';
import { segmentsOf } from '../../store/plan/segments';
import { bucketBoundaries, startOfBucket } from '../../time/time-range';
import { counted, type QuestionEvidence, type SuggestedRequest, type Suggestion } from './suggestion';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Dirty time that is more than what is under way all the time. */
const MUCH_DIRTY_MS = 5 * MINUTE;
/** Buckets at odd hours must cost so many rows more, and so many times more, before another zone is worth a word. */
const MANY_ROWS = 1_000;
const MANY_TIMES = 4;

/** What would make one question cheaper if it were asked another way, or at another time. */
export function suggestForQuestion(evidence: QuestionEvidence): Suggestion[] {
  return [...edges(evidence), ...zones(evidence), ...exact(evidence), ...upkeep(evidence)];
}

/** Ends of the range that lie within a minute: only points can answer them. */
function edges({ query, plan, explanation }: QuestionEvidence): Suggestion[] {
  const odd = [plan.from, plan.to].map((at) => at % MINUTE !== 0);
  const raw = explanation.parts.flatMap(({ grouping, segments, whenClean }) =>
    grouping ? (whenClean ?? segments).filter(({ level }) => level === 'raw') : [],
  );
  if (!odd.includes(true) || raw.length === 0) return [];
  const [from, to] = [Math.floor(plan.from / MINUTE), Math.ceil(plan.to / MINUTE)].map((minute) =>
    new Date(minute * MINUTE).toISOString(),
  ) as [string, string];
  const seconds = raw.reduce((sum, segment) => sum + segment.to - segment.from, 0) / 1_000;
  return [
    {
      kind: 'range',
      reason: `The time range does not begin and end at whole minutes, so ${counted(raw.length, 'stretch')} of ${counted(seconds, 'second')} in all must be read from points. Between ${from} and ${to} rollups answer all that is clean.`,
      request: asked({ ...query, timeRange: { from, to } }),
    },
  ];
}

/** Days of a zone whose midnight is not that of UTC are made of hours or minutes. */
function zones({ query, plan, explanation }: QuestionEvidence): Suggestion[] {
  const { interval, timezone, weekStart } = query;
  if (!interval || interval === 'auto' || timezone === 'UTC' || !plan.buckets) return [];
  const part = explanation.parts.find(({ grouping }) => grouping);
  if (!part) return [];
  const [from, to] = [new Date(plan.from), new Date(plan.to)];
  const buckets = bucketBoundaries(from, to, interval, 'UTC', weekStart).slice(0, -1).map(Number);
  buckets[0] = startOfBucket(from, interval, 'UTC', weekStart).getTime();
  const now = rowsOf(part.whenClean ?? part.segments);
  const inUtc = rowsOf(segmentsOf({ from: plan.from, to: plan.to, buckets }, []));
  if (now < MANY_ROWS || now < inUtc * MANY_TIMES) return [];
  return [
    {
      kind: 'timezone',
      reason: `In ${timezone} a bucket of ${interval} begins at no bucket of the rollups, so it is put together from finer ones: ${counted(now, 'row')} for each group where UTC would need ${counted(inUtc, 'row')}. It would be a different question: its buckets are those of UTC.`,
      request: asked({ ...query, timezone: 'UTC' }),
      speedUp: Math.round((10 * now) / Math.max(1, inUtc)) / 10,
    },
  ];
}

function rowsOf(segments: readonly Segment[]): number {
  return segments.reduce(
    (sum, { level, from, to }) => sum + (level === 'raw' ? 0 : (to - from) / LEVEL_MS[level]),
    0,
  );
}

/** An exact percentile needs the points even where rollups are kept. */
function exact({ query, plan, explanation }: QuestionEvidence): Suggestion[] {
  if (!query.metrics.some((measure) => measure.exact)) return [];
  const raw = explanation.parts.filter(({ grouping, measures }) => !grouping && measures.length > 0);
  if (!raw.some(({ measures }) => measures.some((index) => plan.measures[index]?.exact))) return [];
  const days = Math.max(1, Math.round((plan.to - plan.from) / DAY));
  const took = explanation.actual
    ? `, which took ${counted(Math.max(1, explanation.actual.executionMs), 'millisecond')}`
    : '';
  const metrics = query.metrics.map(({ exact: _exact, ...measure }) => measure);
  return [
    {
      kind: 'exact',
      reason: `An exact percentile is computed from all points of ${counted(days, 'day')}${took}. Without "exact" it may come from the sketches of rollups, which are off by 1 % at most.`,
      request: asked({ ...query, metrics }),
    },
  ];
}

/** Much that was not rolled up yet: the answer is right and takes longer. */
function upkeep({ explanation, nameOf }: QuestionEvidence): Suggestion[] {
  const waiting = explanation.parts.flatMap((part) => {
    const dirtyMs = rawMs(part.segments) - rawMs(part.whenClean ?? part.segments);
    return dirtyMs >= MUCH_DIRTY_MS ? [{ part, dirtyMs }] : [];
  });
  const [most] = waiting.toSorted((a, b) => b.dirtyMs - a.dirtyMs);
  if (!most) return [];
  return [
    {
      kind: 'upkeep',
      reason: `${counted(most.dirtyMs / MINUTE, 'minute')} of ${nameOf(most.part.metricId)} in the range are read from points because these came in or went since they were last rolled up, or lie between such minutes. The job aggregate-metrics does that every five seconds: if this stays, too few workers run, and the lag in the health of the service says how far they are behind.`,
      request: { method: 'GET', path: '/health' },
    },
  ];
}

function rawMs(segments: ExplainedPart['segments']): number {
  return segments.reduce((sum, { level, from, to }) => sum + (level === 'raw' ? to - from : 0), 0);
}

function asked(query: MetricQuery): SuggestedRequest {
  return { method: 'POST', path: '/api/v1/data/query', body: query };
}
