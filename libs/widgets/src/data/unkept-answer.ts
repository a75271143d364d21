import type { CacheResult } from '@app/cache';

/** Carries an answer to all who wait for it that is not worth keeping: some of its queries failed, and may not next time. */
export class UnkeptAnswer extends Error {
  constructor(private readonly answer: { bytes: Buffer; etag: string }) {
    super('This answer is not kept');
  }

  /** The answer that an error carries. @throws the error when it carries none */
  static resultOf(error: unknown): CacheResult {
    if (!(error instanceof UnkeptAnswer)) throw error;
    const { bytes: value, etag } = error.answer;
    return {
      name: '',
      class: 'dashboardData',
      value,
      gzip: undefined,
      etag,
      state: 'MISS',
      ageMs: 0,
      level: 'loader',
    };
  }
}
