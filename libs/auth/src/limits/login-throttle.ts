import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AppConfig, AppError } from '@app/platform';
import { addressBlock } from './address-block';
import { WindowCounter } from './window-counter';

const WINDOW_MS = 15 * 60_000;
const ATTEMPTS_WITHOUT_DELAY = 5;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;
const NO_LIMIT = 2_000_000_000;

/** What is slowed; each is counted by itself. */
export type Guarded = 'login' | 'forgot-password' | 'reset-password' | 'accept-invitation';

/**
 * Slows guessing: attempts per account and address, attempts per address, and a growing delay per account wherever they
 * come from. An account is never locked: who knows the password waits five seconds at worst.
 */
@Injectable()
export class LoginThrottle {
  constructor(
    private readonly counter: WindowCounter,
    private readonly config: AppConfig,
  ) {}

  /**
   * Counts an attempt and waits as long as the account's earlier ones demand. An account that does not exist is treated
   * as one that does.
   * @param account what names the account, such as an email; only its hash is stored. Undefined when the attempt names none:
   * those of one address count together, and none waits
   * @returns how many attempts on the account there have been in this window, this one included
   * @throws AppError RATE_LIMITED
   */
  async admit(what: Guarded, account: string | undefined, address: string): Promise<number> {
    const block = addressBlock(address);
    await this.take(keyOf(`${what}-address`, block), this.config.loginLimitPerAddress);
    await this.take(keyOf(`${what}-account-address`, account ?? '', block), this.config.loginLimitPerAccount);
    if (account === undefined) return 0;
    const attempt = await this.take(keyOf(`${what}-account`, account), NO_LIMIT);
    await sleep(loginDelayMs(attempt));
    return attempt;
  }

  /** Who asked has shown that it is its account: the delay begins anew. */
  succeeded(what: Guarded, account: string): Promise<void> {
    return this.counter.reset(keyOf(`${what}-account`, account));
  }

  private async take(key: string, limit: number): Promise<number> {
    const taken = await this.counter.take({ key, windowMs: WINDOW_MS, limit });
    if (taken.admitted) return taken.count;
    throw new AppError('RATE_LIMITED', `Too many attempts: at most ${limit} in 15 minutes.`, {
      retryAfterSeconds: taken.retryAfterSeconds,
    });
  }
}

/** How long the n-th attempt on an account waits before it is looked at. Milliseconds. */
export function loginDelayMs(attempt: number): number {
  if (attempt <= ATTEMPTS_WITHOUT_DELAY) return 0;
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - ATTEMPTS_WITHOUT_DELAY - 1));
}

/** Neither emails nor addresses are stored. */
function keyOf(kind: string, ...parts: string[]): string {
  return `${kind}:${hash('sha256', JSON.stringify(parts), 'base64url')}`;
}
