import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger-token';
import { Durations } from './durations';
import type { Family, Instrument, Taken } from './instrument';
import type { DurationSpec, ReadingSpec } from './measurements';
import { type Read, Reading } from './reading';

/** Which kind of process this is. */
export type ProcessKind = 'api' | 'worker';

/** Injection token of the {@link ProcessKind}. */
export const PROCESS_KIND = Symbol('PROCESS_KIND');

/** Longest that one instrument may take to be read. */
const READ_WITHIN_MS = 2_000;

/** All that this process measures of itself. Whoever owns a number registers it when it is made. */
@Injectable()
export class Telemetry {
  private readonly instruments = new Map<string, Instrument>();

  constructor(
    @Inject(PROCESS_KIND) readonly process: ProcessKind,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Counts and durations of what `spec` describes. */
  durations(spec: DurationSpec): Durations {
    return this.register(new Durations(spec));
  }

  /** Has `read` called whenever the number is wanted. */
  reading(spec: ReadingSpec, read: Read): void {
    const written = spec.point?.only === undefined || spec.point.only === this.process;
    this.register(new Reading(written ? spec : { ...spec, point: undefined }, read));
  }

  /** Everything as of now. What cannot be read, or not in time, is left out. */
  async families(): Promise<Family[]> {
    return this.ask((instrument) => instrument.family());
  }

  /** First value of an instrument as of now; undefined when it cannot be read. */
  async value({ name }: { name: string }): Promise<number | undefined> {
    const instrument = this.instruments.get(name);
    const family = instrument && (await this.attempt(instrument, (each) => each.family()));
    return family?.samples[0]?.value;
  }

  /** What is new since the last take that was kept. */
  async take(): Promise<Taken> {
    const parts = await this.ask((instrument) => instrument.take());
    return {
      measured: parts.flatMap(({ measured }) => measured),
      keep: () => {
        for (const part of parts) part.keep();
      },
    };
  }

  private register<I extends Instrument>(instrument: I): I {
    if (this.instruments.has(instrument.name))
      throw new Error(`There are two instruments "${instrument.name}".`);
    this.instruments.set(instrument.name, instrument);
    return instrument;
  }

  private async ask<T>(question: (instrument: Instrument) => T | Promise<T>): Promise<Awaited<T>[]> {
    const answers = await Promise.all(
      [...this.instruments.values()].map((instrument) => this.attempt(instrument, question)),
    );
    return answers.filter((answer) => answer !== undefined);
  }

  private async attempt<T>(
    instrument: Instrument,
    question: (instrument: Instrument) => T | Promise<T>,
  ): Promise<T | undefined> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`no answer in ${READ_WITHIN_MS} ms`)), READ_WITHIN_MS);
    try {
      return await Promise.race([question(instrument), late]);
    } catch (error) {
      this.logger.debug({ err: error, instrument: instrument.name }, 'an instrument could not be read');
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
