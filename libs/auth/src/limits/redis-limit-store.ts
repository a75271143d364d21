import type { OnApplicationShutdown } from '@nestjs/common';
import type { RedisPlace } from '@app/cache';
import { Redis } from 'ioredis';
import { type Claim, type Grant, LimitStore } from './limit-store';

/** Whoever waits longer goes on without the shared count. */
const ANSWER_WITHIN_MS = 250;
const START_WITHIN_MS = 1_000;
const MAX_RETRY_DELAY_MS = 500;

/**
 * One hash for each key, `s1 n1 s2 n2 …`: the window that counts and what was taken of it. A later window of another
 * process wins. ARGV: wanted, keep (ms), then start, limit and correction of each window.
 */
const TAKE = `
  local granted = tonumber(ARGV[1])
  local starts, used = {}, {}
  for i = 1, (#ARGV - 2) / 3 do
    local start, limit, correction = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2])
    local kept = redis.call('HMGET', KEYS[1], 's' .. i, 'n' .. i)
    local keptStart, count = tonumber(kept[1] or 0), tonumber(kept[2] or 0)
    if keptStart == start then count = math.max(0, count + correction)
    elseif keptStart > start then start = keptStart
    else count = math.max(0, correction) end
    granted = math.max(0, math.min(granted, limit - count))
    starts[i], used[i] = start, count
  end
  local reply = { granted }
  for i = 1, #starts do
    used[i] = used[i] + granted
    redis.call('HSET', KEYS[1], 's' .. i, string.format('%.0f', starts[i]), 'n' .. i, used[i])
    reply[2 * i], reply[2 * i + 1] = string.format('%.0f', starts[i]), used[i]
  end
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return reply`;

type WithTake = Redis & { takeLimit(key: string, ...claim: number[]): Promise<(string | number)[]> };

/** {@link LimitStore} for all processes on one Redis. */
export class RedisLimitStore extends LimitStore implements OnApplicationShutdown {
  private readonly client: WithTake;

  constructor(private readonly place: RedisPlace) {
    super();
    this.client = new Redis(place.url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      connectTimeout: START_WITHIN_MS,
      commandTimeout: ANSWER_WITHIN_MS,
      maxRetriesPerRequest: 0,
      retryStrategy: (times: number) => Math.min(times * 50, MAX_RETRY_DELAY_MS),
    }) as WithTake;
    this.client.defineCommand('takeLimit', { numberOfKeys: 1, lua: TAKE });
    // Without a listener a lost connection would end the process; whoever asks hears of it.
    this.client.on('error', () => {});
  }

  override async start(): Promise<void> {
    const connected = this.client.connect().catch(() => {});
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, START_WITHIN_MS);
    await Promise.race([connected, late]);
    clearTimeout(timer);
  }

  async take({ key, wanted, windows, keepMs }: Claim): Promise<Grant> {
    const claim = windows.flatMap(({ start, limit, correction }) => [start, limit, correction]);
    const name = `${this.place.prefix}:limit:${key}`;
    const [granted, ...counts] = await this.client.takeLimit(name, wanted, keepMs, ...claim);
    return {
      granted: Number(granted),
      windows: windows.map((_, i) => ({ start: Number(counts[2 * i]), used: Number(counts[2 * i + 1]) })),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.client.disconnect();
  }
}
