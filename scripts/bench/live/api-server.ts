// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { createLogger, loadConfig } from '@app/platform';
import { DashboardGateway } from '@app/realtime';
import { createApi } from '../../../apps/api/src/create-api';
import { push, type PushPlan } from './pushing';
import { PushedDashboards } from './pushed-dashboards';

/** The whole api, whose dashboards are pushed at a pace that the benchmark sets. */
const dashboards = new PushedDashboards();

process.on('message', (message: { env?: Record<string, string>; push?: PushPlan; memory?: true }) => {
  if (message.env) void start(message.env);
  if (message.memory) process.send?.({ memory: process.memoryUsage.rss() });
  if (message.push)
    void push(message.push, (n) => dashboards.send(n)).then((pushed) => process.send?.({ pushed }));
});
process.on('disconnect', () => process.exit(0));

async function start(env: Record<string, string>): Promise<void> {
  const config = loadConfig(env);
  const app = await createApi({ config, logger: createLogger({ name: 'api', level: config.logLevel }) });
  Object.assign(app.get(DashboardGateway, { strict: false }), { live: dashboards });
  await app.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 });
  process.send?.({ url: await app.getUrl() });
}
