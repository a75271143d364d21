import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { type Handler, type JobContext, JobHandler, type JobPayload } from '@app/jobs';
import { Clock } from '@app/platform';
import { ShapeStore } from '../shapes/shape-store';
import { statementStatistics } from '../statistics/statement-statistics';
import { ShapePlans } from './shape-plans';

/** Shapes of one organization whose statements are looked up. */
const MOST_SHAPES = 20;

/** Removes what is too old, and notes beside the shapes that took most time today what the database counted of their statements. */
@Injectable()
@JobHandler('review-query-shapes')
export class ReviewQueryShapesHandler implements Handler<'review-query-shapes'> {
  constructor(
    private readonly shapes: ShapeStore,
    private readonly plans: ShapePlans,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async handle(
    _: JobPayload<'review-query-shapes'>,
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<{ removed: number; counted: number }> {
    const today = this.clock.now().toISOString().slice(0, 10);
    const removed = await this.shapes.trim(today);
    let counted = 0;
    if (!(await statementStatistics(this.database, [])).available) return { removed, counted };
    for (const organizationId of await this.shapes.organizations(today)) {
      signal.throwIfAborted();
      counted += await this.count(organizationId, today, signal);
    }
    return { removed, counted };
  }

  private async count(organizationId: string, today: string, signal: AbortSignal): Promise<number> {
    const byId = new Map<string, string[]>();
    for (const total of await this.shapes.dearest(organizationId, today, MOST_SHAPES)) {
      const queryId = (await this.plans.explain(organizationId, total, signal))?.explanation.queryId;
      if (queryId !== undefined) byId.set(queryId, [...(byId.get(queryId) ?? []), total.hash]);
    }
    const statistics = await statementStatistics(this.database, [...byId.keys()]);
    if (!statistics.available) return 0;
    let counted = 0;
    for (const [queryId, hashes] of byId) {
      const counts = statistics.byId.get(queryId);
      if (!counts) continue;
      for (const hash of hashes) {
        await this.shapes.note(organizationId, hash, { queryId, ...counts });
        counted += 1;
      }
    }
    return counted;
  }
}
