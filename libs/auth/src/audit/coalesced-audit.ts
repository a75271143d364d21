import { type BeforeApplicationShutdown, Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '@app/database';
import { Clock, currentContext, LOGGER, type RequestContext, runWithContext } from '@app/platform';
import type { Logger } from 'pino';
import { type AuditActor, type AuditEntry, AuditLog } from './audit-log';

const WINDOW_MS = 60_000;
const LOOK_EVERY_MS = 5_000;
/** Different things that one actor has rows of its own for in one window; what it does beyond is counted together. */
const MOST_WINDOWS = 20;
const TOGETHER = '*';

interface Window {
  actor: AuditActor;
  entry: AuditEntry;
  began: number;
  last: number;
  /** Since the first, which has a row already. */
  repeats: number;
  context: RequestContext | undefined;
}

/**
 * Records what can happen with every request, so often that a row for each would fill the disk. The first of a minute has its row at
 * once; the others of the same actor, action and subject are counted, and a second row says how many they were.
 */
@Injectable()
export class CoalescedAudit implements OnModuleInit, BeforeApplicationShutdown {
  private readonly windows = new Map<string, Map<string, Window>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: AuditLog,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Resolves when the row is written, or at once when it is a repetition. */
  async note(actor: AuditActor, entry: AuditEntry): Promise<void> {
    const own = this.windowsOf(actor);
    const now = this.clock.now().getTime();
    const { type = '', id = '' } = entry.subject ?? {};
    const known = own.get(`${entry.action} ${type} ${id}`);
    const crowded = !known && own.size >= MOST_WINDOWS;
    const shown = crowded ? { ...entry, subject: { type, id: TOGETHER } } : entry;
    const name = crowded ? `${entry.action} ${type} ${TOGETHER}` : `${entry.action} ${type} ${id}`;
    const window = own.get(name);
    if (window && now - window.began < WINDOW_MS) {
      window.repeats++;
      window.last = now;
      window.context = currentContext();
      return;
    }
    own.set(name, { actor, entry: shown, began: now, last: now, repeats: 0, context: undefined });
    if (window) await this.close(window);
    try {
      await this.log.record(this.database, actor, shown);
    } catch (error) {
      // The next one must not take it for recorded.
      own.delete(name);
      throw error;
    }
  }

  onModuleInit(): void {
    this.timer = setInterval(() => void this.closeOlderThan(WINDOW_MS), LOOK_EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.closeOlderThan(0);
  }

  /** Ends windows that began so long ago, and writes what they counted. */
  async closeOlderThan(ms: number): Promise<void> {
    const before = this.clock.now().getTime() - ms;
    for (const [actor, own] of this.windows) {
      for (const [name, window] of own) {
        if (window.began > before) continue;
        own.delete(name);
        await this.close(window).catch((error: unknown) =>
          this.logger.warn({ err: error, repeats: window.repeats }, 'a row of the audit log was not written'),
        );
      }
      if (own.size === 0) this.windows.delete(actor);
    }
  }

  private windowsOf({ organizationId, kind, id }: AuditActor): Map<string, Window> {
    const key = `${organizationId} ${kind} ${id}`;
    const own = this.windows.get(key) ?? new Map<string, Window>();
    this.windows.set(key, own);
    return own;
  }

  private async close({ actor, entry, began, last, repeats, context }: Window): Promise<void> {
    if (repeats === 0) return;
    const span = { since: new Date(began).toISOString(), until: new Date(last).toISOString() };
    const row = { ...entry, detail: { ...entry.detail, repeated: repeats, ...span } };
    const work = () => this.log.record(this.database, actor, row);
    await (context ? runWithContext(context, work) : work());
  }
}
