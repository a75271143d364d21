import type { PointMetric } from './instrument';

/** Counts and durations of something that happens often. Durations are points for a sample of the occurrences. */
export interface DurationSpec {
  name: string;
  help: string;
  labels: readonly string[];
  /** Upper bounds of the buckets in milliseconds, ascending. */
  bounds: readonly number[];
  counts: PointMetric;
  durations: PointMetric;
}

/** A number that is read when somebody wants to know it. */
export interface ReadingSpec {
  name: string;
  help: string;
  type: 'counter' | 'gauge';
  labels: readonly string[];
  /** Absent: only Prometheus reads it. A counter's points are its increments. */
  point?: PointMetric & {
    /** What the value is multiplied by, because Prometheus wants base units. */
    scale?: number;
    /** Written by this kind of process alone: all would say the same. */
    only?: 'api' | 'worker';
  };
}

const MS = 1_000;

/** Everything that Vitrine measures of itself, each described once. */
export const MEASUREMENTS = {
  httpRequests: {
    name: 'vitrine_http_request_duration_seconds',
    help: 'Duration of HTTP requests by route template.',
    labels: ['method', 'route', 'status_class'],
    bounds: [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000],
    counts: {
      name: 'vitrine.http.requests',
      unit: 'requests',
      description: 'HTTP requests answered, by route template and status class.',
      defaultAggregation: 'sum',
    },
    durations: {
      name: 'vitrine.http.duration',
      unit: 'ms',
      description: 'Durations of HTTP requests: of all, or of a uniform sample where there are many.',
      defaultAggregation: 'percentile',
    },
  },
  jobRuns: {
    name: 'vitrine_job_duration_seconds',
    help: 'Duration of runs of jobs.',
    labels: ['job', 'outcome', 'queue'],
    bounds: [5, 25, 100, 500, 1_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000],
    counts: {
      name: 'vitrine.jobs.runs',
      unit: 'runs',
      description: 'Runs of jobs that ended, by job and outcome.',
      defaultAggregation: 'sum',
    },
    durations: {
      name: 'vitrine.jobs.duration',
      unit: 'ms',
      description: 'Durations of runs of jobs: of all, or of a uniform sample where there are many.',
      defaultAggregation: 'percentile',
    },
  },
  queueJobs: {
    name: 'vitrine_queue_jobs',
    help: 'Jobs in each queue, by state: waiting, active, delayed, failed (dead letters). Every process says the same.',
    type: 'gauge',
    labels: ['queue', 'state'],
    point: {
      name: 'vitrine.queue.jobs',
      unit: 'jobs',
      description: 'Jobs in each queue, by state: waiting, active, delayed, failed (dead letters).',
      defaultAggregation: 'max',
      only: 'worker',
    },
  },
  queueOldest: {
    name: 'vitrine_queue_oldest_waiting_seconds',
    help: 'For how long the job of each queue that has waited longest could have been run.',
    type: 'gauge',
    labels: ['queue'],
    point: {
      name: 'vitrine.queue.oldest',
      unit: 'ms',
      description: 'For how long the job of each queue that has waited longest could have been run.',
      defaultAggregation: 'max',
      scale: MS,
      only: 'worker',
    },
  },
  sourceRequests: {
    name: 'vitrine_source_request_duration_seconds',
    help: 'Duration of requests to the APIs of sources, each attempt by itself, by outcome.',
    labels: ['outcome'],
    bounds: [10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000],
    counts: {
      name: 'vitrine.sources.requests',
      unit: 'requests',
      description:
        'Requests to the APIs of sources, each attempt by itself, by outcome: answered, unchanged, refused, limited, failed or unanswered.',
      defaultAggregation: 'sum',
    },
    durations: {
      name: 'vitrine.sources.duration',
      unit: 'ms',
      description: 'Durations of requests to the APIs of sources: of all, or of a uniform sample.',
      defaultAggregation: 'percentile',
    },
  },
  sourceWaits: {
    name: 'vitrine_source_waits_total',
    help: 'Requests to the APIs of sources that had to wait, by what for.',
    type: 'counter',
    labels: ['reason'],
  },
  sourceCircuits: {
    name: 'vitrine_source_circuits_open',
    help: 'APIs of sources that this process leaves alone because they fail.',
    type: 'gauge',
    labels: [],
  },
  cacheLookups: {
    name: 'vitrine_cache_lookups_total',
    help: 'Answers asked of the cache, by class and where they came from.',
    type: 'counter',
    labels: ['cache', 'outcome'],
    point: {
      name: 'vitrine.cache.lookups',
      unit: 'lookups',
      description: 'Answers asked of the cache, by class and outcome: memory, redis, stale or miss.',
      defaultAggregation: 'sum',
    },
  },
  cacheHitRatio: {
    name: 'vitrine_cache_hit_ratio',
    help: 'Part of the lookups since the start that each level of the cache answered of those that reached it, by class.',
    type: 'gauge',
    labels: ['cache', 'level'],
  },
  liveEvaluations: {
    name: 'vitrine_live_evaluation_duration_seconds',
    help: 'Duration of evaluations of watched widgets, answers of the cache among them, by outcome.',
    labels: ['outcome'],
    bounds: [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 15_000],
    counts: {
      name: 'vitrine.live.evaluations',
      unit: 'evaluations',
      description:
        'Evaluations of watched widgets, by outcome: answered, same (nothing new to read) or failed.',
      defaultAggregation: 'sum',
    },
    durations: {
      name: 'vitrine.live.duration',
      unit: 'ms',
      description:
        'Durations of evaluations of watched widgets: of all, or of a uniform sample where there are many.',
      defaultAggregation: 'percentile',
    },
  },
  liveRooms: {
    name: 'vitrine_live_rooms',
    help: 'Different things that are watched: dashboard, parameters and what is visible of points.',
    type: 'gauge',
    labels: [],
    point: {
      name: 'vitrine.live.rooms',
      unit: 'rooms',
      description: 'Different things that are watched: dashboard, parameters and what is visible of points.',
      defaultAggregation: 'max',
      only: 'api',
    },
  },
  liveViewers: {
    name: 'vitrine_live_viewers',
    help: 'Viewers of live dashboards.',
    type: 'gauge',
    labels: [],
    point: {
      name: 'vitrine.live.viewers',
      unit: 'viewers',
      description: 'Viewers of live dashboards.',
      defaultAggregation: 'max',
      only: 'api',
    },
  },
  liveFrames: {
    name: 'vitrine_live_frames_total',
    help: 'Frames made for rooms, by event; each goes to all viewers of its room.',
    type: 'counter',
    labels: ['event'],
    point: {
      name: 'vitrine.live.frames',
      unit: 'frames',
      description: 'Frames made for rooms, by event; each goes to all viewers of its room.',
      defaultAggregation: 'sum',
    },
  },
  cpu: {
    name: 'process_cpu_seconds_total',
    help: 'Processor time used by the process.',
    type: 'counter',
    labels: [],
    point: {
      name: 'vitrine.cpu.time',
      unit: 'ms',
      description: 'Processor time used.',
      defaultAggregation: 'sum',
      scale: MS,
    },
  },
  eventLoopDelay: {
    name: 'nodejs_eventloop_lag_p99_seconds',
    help: 'How late the event loop was, 99th percentile since the last reading.',
    type: 'gauge',
    labels: [],
    point: {
      name: 'vitrine.eventloop.delay',
      unit: 'ms',
      description: 'How late the event loop was, 99th percentile of each interval.',
      defaultAggregation: 'max',
      scale: MS,
    },
  },
  residentMemory: {
    name: 'process_resident_memory_bytes',
    help: 'Memory of the process.',
    type: 'gauge',
    labels: [],
    point: {
      name: 'vitrine.memory.resident',
      unit: 'bytes',
      description: 'Memory of the process.',
      defaultAggregation: 'max',
    },
  },
  heapMemory: {
    name: 'nodejs_heap_size_used_bytes',
    help: 'JavaScript objects, garbage among them.',
    type: 'gauge',
    labels: [],
    point: {
      name: 'vitrine.memory.heap',
      unit: 'bytes',
      description: 'Memory of JavaScript objects, garbage among them.',
      defaultAggregation: 'max',
    },
  },
  poolConnections: {
    name: 'vitrine_database_pool_connections',
    help: 'Database connections of the process that are busy or idle, and callers that wait for one.',
    type: 'gauge',
    labels: ['state'],
    point: {
      name: 'vitrine.pool.connections',
      unit: 'connections',
      description: 'Database connections that are busy or idle, and callers that wait for one.',
      defaultAggregation: 'max',
    },
  },
  liveConnections: {
    name: 'vitrine_live_connections',
    help: 'Live connections of the process, by transport.',
    type: 'gauge',
    labels: ['transport'],
    point: {
      name: 'vitrine.live.connections',
      unit: 'connections',
      description: 'Live connections, by transport.',
      defaultAggregation: 'max',
    },
  },
  liveEnded: {
    name: 'vitrine_live_connections_ended_total',
    help: 'Live connections that the process ended, by why: rights that ended, a client too slow, the process stopping.',
    type: 'counter',
    labels: ['reason'],
  },
  relayEvents: {
    name: 'vitrine_outbox_events',
    help: 'Events in the outbox that are not published yet, counted up to 10,000.',
    type: 'gauge',
    labels: [],
  },
  relayLag: {
    name: 'vitrine_outbox_lag_seconds',
    help: 'Age of the oldest event that is not published yet.',
    type: 'gauge',
    labels: [],
    point: {
      name: 'vitrine.relay.lag',
      unit: 'ms',
      description: 'Age of the oldest event in the outbox.',
      defaultAggregation: 'max',
      scale: MS,
      only: 'worker',
    },
  },
  relayDead: {
    name: 'vitrine_outbox_dead_events',
    help: 'Events that could not be published and were set aside.',
    type: 'gauge',
    labels: [],
  },
  sourcesOpen: {
    name: 'vitrine_sources_open',
    help: 'Data sources that the process has open, by kind.',
    type: 'gauge',
    labels: ['kind'],
    point: {
      name: 'vitrine.sources.open',
      unit: 'sources',
      description: 'Data sources that are open, by kind.',
      defaultAggregation: 'max',
    },
  },
  sourceFailures: {
    name: 'vitrine_source_failures_total',
    help: 'Failures of data sources, by kind and reason.',
    type: 'counter',
    labels: ['kind', 'reason'],
    point: {
      name: 'vitrine.sources.failures',
      unit: 'failures',
      description: 'Failures of data sources, by kind and reason.',
      defaultAggregation: 'sum',
    },
  },
  streams: {
    name: 'vitrine_streams',
    help: 'Streams that are enabled, by kind and state: reading, failing, or waiting for a worker.',
    type: 'gauge',
    labels: ['kind', 'state'],
  },
  streamLag: {
    name: 'vitrine_stream_lag_records',
    help: 'Records that wait in streams, of all that are read, by kind.',
    type: 'gauge',
    labels: ['kind'],
    point: {
      name: 'vitrine.streams.lag',
      unit: 'records',
      description: 'Records that wait in streams, by kind.',
      defaultAggregation: 'max',
      only: 'worker',
    },
  },
  rollupMarks: {
    name: 'vitrine_rollup_marks',
    help: 'Marks of changed minutes that wait for their rollups, counted up to 10,000.',
    type: 'gauge',
    labels: [],
    point: {
      name: 'vitrine.rollup.marks',
      unit: 'marks',
      description: 'Changed minutes that wait for their rollups, counted up to 10,000.',
      defaultAggregation: 'max',
      only: 'worker',
    },
  },
  rollupLag: {
    name: 'vitrine_rollup_lag_seconds',
    help: 'For how long the oldest mark has been waiting, as far as this process has seen it.',
    type: 'gauge',
    labels: [],
    point: {
      name: 'vitrine.rollup.lag',
      unit: 'ms',
      description: 'For how long the oldest changed minute has been waiting for its rollups.',
      defaultAggregation: 'max',
      scale: MS,
      only: 'worker',
    },
  },
} as const satisfies Record<string, DurationSpec | ReadingSpec>;

/** Every metric that these are written as, with the labels that become its dimensions. */
export function pointMetrics(): (PointMetric & { labels: readonly string[] })[] {
  return Object.values<DurationSpec | ReadingSpec>(MEASUREMENTS).flatMap((spec) => {
    const metrics = 'counts' in spec ? [spec.counts, spec.durations] : spec.point ? [spec.point] : [];
    return metrics.map(({ name, unit, description, defaultAggregation }) => ({
      name,
      unit,
      description,
      defaultAggregation,
      labels: spec.labels,
    }));
  });
}
