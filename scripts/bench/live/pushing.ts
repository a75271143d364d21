import { setTimeout as sleep } from 'node:timers/promises';

/** So many frames to everybody, at such a pace. */
export interface PushPlan {
  frames: number;
  everyMs: number;
}

/** What sending them cost the process. */
export interface PushReport {
  /** Of the processor, milliseconds. */
  cpuMs: number;
  seconds: number;
  /** Resident bytes of the process before. */
  memory: number;
}

/** Calls `send` at an even pace, and measures. */
export async function push({ frames, everyMs }: PushPlan, send: (n: number) => void): Promise<PushReport> {
  const memory = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (let n = 0; n < frames; n++) {
    send(n);
    await sleep(Math.max(0, began + (n + 1) * everyMs - performance.now()));
  }
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMs: (user + system) / 1_000, seconds: (performance.now() - began) / 1_000, memory };
}
