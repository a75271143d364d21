import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { HashGate } from './hash-gate';
import { normalizePassword } from './password-rules';

/** argon2id as the OWASP Password Storage Cheat Sheet has it: 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** What a hash made with them begins with. */
const PREFIX = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;
const LONGEST_QUEUE = 50;
/** One thread of libuv's pool and one processor stay free for everything else. */
const WIDTH = Math.max(1, Math.min(3, availableParallelism() - 1));

/** Hashes and checks passwords. All calls of a process share one bound on how many run at once. */
@Injectable()
export class PasswordHasher {
  private readonly gate = new HashGate(WIDTH, LONGEST_QUEUE);
  private decoy: Promise<string> | undefined;

  /** The hash to store, with its salt and parameters. @throws AppError OVERLOADED */
  hash(password: string): Promise<string> {
    return this.gate.run(() => hash(normalizePassword(password), PARAMETERS));
  }

  /**
   * Whether the password belongs to the stored hash. Without a stored hash it does the same work on a decoy and answers
   * false, so that the time taken does not tell whether an account exists. @throws AppError OVERLOADED
   */
  async verify(stored: string | null | undefined, password: string): Promise<boolean> {
    const against = stored ?? (await this.decoyHash());
    const matches = await this.gate.run(() => verify(against, normalizePassword(password)));
    return matches && Boolean(stored);
  }

  /** Whether a stored hash was made with other parameters than are used now. */
  isOutdated(stored: string): boolean {
    return !stored.startsWith(PREFIX);
  }

  private decoyHash(): Promise<string> {
    this.decoy ??= hash(crypto.randomUUID(), PARAMETERS);
    return this.decoy;
  }

  /** Makes the decoy ahead, so that the first unknown email after a start takes no longer than later ones. */
  async onModuleInit(): Promise<void> {
    await this.decoyHash();
  }
}
