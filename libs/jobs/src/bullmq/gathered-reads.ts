import type { PgQueryResult } from 'bullmq';

/** BullMQ's statement for one job by its id. Another text is sent as it is: slower, and no less right. */
const ONE_JOB = /^(?:--[^\n]*\n)*SELECT \* FROM job WHERE queue = \$1 AND id = \$2;?\s*$/;
const MANY_JOBS = 'SELECT * FROM job WHERE queue = $1 AND id = ANY($2)';

type Send = (text: string, params: readonly unknown[]) => Promise<PgQueryResult<unknown>>;

/** BullMQ reads jobs one by one. What it asks for at once is read by one statement for each queue. */
export class GatheredReads {
  /** Ids that are asked for, by queue, until the statement is sent. */
  private readonly waiting = new Map<string, { ids: Set<string>; rows: Promise<Map<string, unknown>> }>();

  constructor(private readonly send: Send) {}

  /** @returns undefined if the statement is no read of one job */
  read(text: string, params: readonly unknown[] | undefined): Promise<PgQueryResult<unknown>> | undefined {
    const [queue, id] = params ?? [];
    if (typeof queue !== 'string' || typeof id !== 'string' || !ONE_JOB.test(text)) return undefined;
    return this.one(queue, id);
  }

  private async one(queue: string, id: string): Promise<PgQueryResult<unknown>> {
    let gathered = this.waiting.get(queue);
    if (!gathered) {
      const ids = new Set<string>();
      gathered = { ids, rows: this.many(queue, ids) };
      this.waiting.set(queue, gathered);
    }
    gathered.ids.add(id);
    const row = (await gathered.rows).get(id);
    return row === undefined ? { rows: [], rowCount: 0 } : { rows: [row], rowCount: 1 };
  }

  private async many(queue: string, ids: ReadonlySet<string>): Promise<Map<string, unknown>> {
    await new Promise(setImmediate);
    this.waiting.delete(queue);
    const { rows } = await this.send(MANY_JOBS, [queue, [...ids]]);
    return new Map(rows.map((row) => [(row as { id: string }).id, row]));
  }
}
