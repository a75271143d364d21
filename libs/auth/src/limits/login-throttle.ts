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

/**
 * Slows the guessing of passwords: attempts per account and address, attempts per address, and a growing delay per
 * account wherever they come from. An account is never locked: who knows the password waits five seconds at worst.
 */
@Injectable()
export class LoginThrottle {
  constructor(
    private readonly counter: WindowCounter,
    private readonly config: AppConfig,
  ) {}

  /** Counts an attempt and waits as long as the account's earlier ones demand. @throws AppError RATE_LIMITED */
  async admit(email: string, address: string): Promise<void> {
    const block = addressBlock(address);
    await this.take(keyOf('login-address', block), this.config.loginLimitPerAddress);
    await this.take(keyOf('login-account-address', email, block), this.config.loginLimitPerAccount);
    const attempt = await this.counter.take({
      key: keyOf('login-account', email),
      windowMs: WINDOW_MS,
      limit: NO_LIMIT,
    });
    if (attempt.admitted) await sleep(loginDelayMs(attempt.count));
  }

  /** The password was right: the account's delay begins anew. */
  succeeded(email: string): Promise<void> {
    return this.counter.reset(keyOf('login-account', email));
  }

  private async take(key: string, limit: number): Promise<void> {
    const taken = await this.counter.take({ key, windowMs: WINDOW_MS, limit });
    if (taken.admitted) return;
    throw new AppError('RATE_LIMITED', `Too many attempts to log in: at most ${limit} in 15 minutes.`, {
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
