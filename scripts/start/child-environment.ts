import type { Settings } from './settings';

/** What is only known once things run. */
export interface Running {
  port: number;
  databaseUrl: string;
  secrets: Record<string, string>;
}

/**
 * Environment of api and worker: ours, and in the embedded profile what it provides. A secret that the operator
 * sets wins over the generated one. Draining for a load balancer makes no sense here, and all must have stopped
 * within five seconds of Ctrl-C.
 */
export function childEnvironment(
  settings: Settings,
  running: Running,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const common = {
    ...env,
    VITRINE_PROFILE: settings.profile,
    HOST: settings.host,
    PORT: String(running.port),
  };
  if (settings.profile === 'server') return common;
  const defaults: Record<string, string> = {
    ...running.secrets,
    DEMO: 'sample',
    DRAIN_DELAY_MS: '0',
    SHUTDOWN_TIMEOUT_MS: '2000',
    NODE_COMPILE_CACHE: `${settings.dir}/cache/node`,
    MAIL_DIR: `${settings.dir}/mail`,
    FILES_DIR: `${settings.dir}/files`,
  };
  const missing = Object.entries(defaults).filter(([name]) => !env[name]);
  return {
    ...common,
    ...Object.fromEntries(missing),
    VITRINE_DIR: settings.dir,
    DATABASE_URL: running.databaseUrl,
    DATABASE_DIRECT_URL: running.databaseUrl,
  };
}
