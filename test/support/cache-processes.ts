import type { ChildProcess } from 'node:child_process';
import type { CacheKey, CacheStats, LoadOptions, MetricDays, RedisPlace } from '@app/cache';
import { until } from './cache-nodes';
import { CompiledPrograms } from './compiled-programs';

export type CacheOrder =
  | { name: 'read'; order: number; key: CacheKey; options: Omit<LoadOptions, 'signal'> }
  | { name: 'change'; order: number; changes: MetricDays[] }
  | { name: 'stats'; order: number }
  | { name: 'loaded'; order: number; value: string }
  | { name: 'hear'; text: string }
  | { name: 'reconnected' };

export type CacheReport =
  | { name: 'ready' }
  | { name: 'say'; text: string }
  | { name: 'load'; order: number }
  | { name: 'done'; order: number; answer?: CacheAnswer; stats?: CacheStats };

export interface CacheAnswer {
  value: string;
  state: 'HIT' | 'MISS' | 'STALE';
  level: 'memory' | 'redis' | 'loader';
}

/** One child process with a cache. */
export class CacheProcess {
  /** Whether it hears the other processes, where they speak through this one. */
  hears = true;
  private orders = 0;
  private readonly waiting = new Map<number, (report: CacheReport & { name: 'done' }) => void>();

  constructor(
    readonly child: ChildProcess,
    private readonly load: () => Promise<string>,
    say: (text: string) => void,
  ) {
    child.on('message', (report: CacheReport) => {
      if (report.name === 'say') say(report.text);
      if (report.name === 'done') this.waiting.get(report.order)?.(report);
      if (report.name === 'load')
        void this.load().then((value) => this.tell({ name: 'loaded', order: report.order, value }));
    });
  }

  async read(key: CacheKey, options: Omit<LoadOptions, 'signal'>): Promise<CacheAnswer> {
    return (await this.order({ name: 'read', order: ++this.orders, key, options })).answer as CacheAnswer;
  }

  async change(changes: MetricDays[]): Promise<void> {
    await this.order({ name: 'change', order: ++this.orders, changes });
  }

  async stats(): Promise<CacheStats> {
    return (await this.order({ name: 'stats', order: ++this.orders })).stats as CacheStats;
  }

  tell(order: CacheOrder): void {
    if (this.child.connected) this.child.send(order);
  }

  private order(order: CacheOrder & { order: number }): Promise<CacheReport & { name: 'done' }> {
    return new Promise((resolve) => {
      this.waiting.set(order.order, resolve);
      this.tell(order);
    });
  }
}

/** Real processes with caches, on one database: the test. `load` answers each of their questions. */
export class CacheProcesses {
  readonly processes: CacheProcess[] = [];
  private readonly programs = new CompiledPrograms();

  /** How often the database was asked, and what it answers. */
  loads = 0;
  database: () => Promise<string> = async () => 'answer';

  async start(redis?: RedisPlace): Promise<CacheProcess> {
    const child = await this.programs.start('cache-process', JSON.stringify(redis ?? null));
    const load = () => {
      this.loads++;
      return this.database();
    };
    const process = new CacheProcess(child, load, (text) => this.spread(process, text));
    this.processes.push(process);
    await until(async () => {
      const { memory, redis } = await process.stats();
      return memory.believed && (redis?.ready ?? true);
    }, 'the process is ready');
    return process;
  }

  async close(): Promise<void> {
    await this.programs.close();
  }

  /** Who does not hear cannot be heard either. */
  private spread(from: CacheProcess, text: string): void {
    if (!from.hears) return;
    for (const process of this.processes) if (process.hears) process.tell({ name: 'hear', text });
  }
}
