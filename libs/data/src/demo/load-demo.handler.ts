import { Injectable } from '@nestjs/common';
import { type Handler, type JobContext, JobHandler, type JobPayload } from '@app/jobs';
import { DemoLoader } from './demo-loader';

/** Loads the demo data; running it again continues, or finds that nothing is left to do. */
@Injectable()
@JobHandler('load-demo')
export class LoadDemoHandler implements Handler<'load-demo'> {
  constructor(private readonly loader: DemoLoader) {}

  async handle(payload: JobPayload<'load-demo'>, context: JobContext): Promise<{ points: number }> {
    let shown = -1;
    const { organizationId, mode } = payload;
    const result = await this.loader.load({
      organizationId,
      mode,
      signal: context.signal,
      onProgress: async ({ dataset, loaded, total }) => {
        const percent = Math.floor((100 * loaded) / total);
        if (percent === shown) return;
        shown = percent;
        await context.progress(percent, `${dataset}: ${loaded} of ${total} rows`);
      },
    });
    context.logger.info({ mode, points: result.points }, 'demo data loaded');
    return result;
  }
}
