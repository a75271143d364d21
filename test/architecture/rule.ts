import { parse, type Source } from './source';

/** Files of a sample by path. */
export type Sample = Record<string, string>;

/** One rule about how the code is built, with samples that show that it bites. */
export interface Rule {
  title: string;
  /** One line per violation, beginning with the path. */
  check: (sources: Source[]) => string[];
  /** Each must be refused, naming what is wrong. */
  bad: { sample: Sample; finds: RegExp }[];
  /** Each must pass: what looks alike and is allowed. */
  good: Sample[];
}

export function parseSample(sample: Sample): Source[] {
  return Object.entries(sample).map(([path, text]) => parse(path, text));
}
