const DAY = 86_400_000;
/** No zone has changed its offset twice within a week since 1970, so that looking this often misses no change. */
const PROBE = 3 * DAY;
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;
/** No zone has ever been further from UTC. */
const WIDEST_OFFSET = 26 * 3_600_000;
const MOST_ZONES_KEPT = 1_000;
const MOST_YEARS_KEPT = 500;
const LONGEST_NAME = 64;

/** A stretch of time, [start, end) in UTC ms, in which a zone keeps one offset (ms, east positive). */
export interface OffsetSpan {
  start: number;
  end: number;
  offset: number;
}

/**
 * One IANA time zone. Instants are UTC milliseconds; a local time is the wall clock's reading written as if it were
 * UTC milliseconds. Offsets come from the runtime's tz database (Intl) and are kept per year, so that a conversion
 * costs a look-up instead of a call into ICU.
 */
export class TimeZone {
  private static readonly known = new Map<string, TimeZone>();
  private readonly years = new Map<number, OffsetSpan[]>();

  private constructor(
    readonly name: string,
    private readonly format: Intl.DateTimeFormat,
  ) {}

  /** The zone of this name, in any case; undefined when there is none. Offsets such as `+02:00` are no names. */
  static find(name: string): TimeZone | undefined {
    const known = TimeZone.known.get(name);
    if (known) return known;
    if (name.length > LONGEST_NAME || !/^[a-z]/i.test(name)) return undefined;
    const spelled = spelling(name);
    if (spelled === undefined) return undefined;
    if (spelled !== name) return TimeZone.find(spelled);
    if (TimeZone.known.size >= MOST_ZONES_KEPT) TimeZone.known.clear();
    const zone = new TimeZone(name, offsetFormat(name));
    TimeZone.known.set(name, zone);
    return zone;
  }

  /** Offset from UTC at an instant, in ms. */
  offsetAt(instant: number): number {
    const spans = this.spansOfYear(new Date(instant).getUTCFullYear());
    let index = spans.length - 1;
    while (index > 0 && (spans[index] as OffsetSpan).start > instant) index--;
    return (spans[index] as OffsetSpan).offset;
  }

  toLocal(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  /**
   * The first instant whose wall clock shows `local` or later. So a time that a gap skips is the first instant after
   * the gap, a time that a fold repeats is its first occurrence, and the order of local times is kept.
   */
  toInstant(local: number): number {
    for (const { start, end, offset } of this.spans(local - WIDEST_OFFSET, local + WIDEST_OFFSET)) {
      const instant = Math.max(start, local - offset);
      if (instant < end) return instant;
    }
    throw new RangeError(`No instant for the local time ${local} in ${this.name}`);
  }

  /** The spans that cover [from, to), in order. The first begins at `from` or before, the last ends at `to` or after. */
  spans(from: number, to: number): OffsetSpan[] {
    const last = new Date(to).getUTCFullYear();
    const result: OffsetSpan[] = [];
    for (let year = new Date(from).getUTCFullYear(); year <= last; year++) {
      for (const span of this.spansOfYear(year)) {
        const previous = result.at(-1);
        if (previous?.offset === span.offset) previous.end = span.end;
        else if (span.end > from && span.start < to) result.push({ ...span });
      }
    }
    return result;
  }

  private spansOfYear(year: number): OffsetSpan[] {
    let spans = this.years.get(year);
    if (!spans) {
      if (this.years.size >= MOST_YEARS_KEPT) this.years.clear();
      spans = this.measure(startOfYear(year), startOfYear(year + 1));
      this.years.set(year, spans);
    }
    return spans;
  }

  private measure(from: number, to: number): OffsetSpan[] {
    const spans: OffsetSpan[] = [{ start: from, end: to, offset: this.measuredOffset(from) }];
    for (let probe = from; probe < to; probe += PROBE) {
      const current = spans.at(-1) as OffsetSpan;
      const next = Math.min(probe + PROBE, to);
      if (this.measuredOffset(next) === current.offset) continue;
      const change = this.bisect(probe, next, current.offset);
      if (change >= to) break;
      current.end = change;
      spans.push({ start: change, end: to, offset: this.measuredOffset(change) });
    }
    return spans;
  }

  private bisect(from: number, to: number, before: number): number {
    let low = from;
    let high = to;
    while (high - low > 1_000) {
      const middle = Math.floor((low + high) / 2_000) * 1_000;
      if (this.measuredOffset(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  private measuredOffset(instant: number): number {
    const [, sign, hours, minutes, seconds = '0'] = OFFSET.exec(this.format.format(instant)) ?? [];
    if (sign === undefined) return 0;
    const offset = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
    return sign === '-' ? -offset : offset;
  }
}

function offsetFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
}

function startOfYear(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1);
}

/** The name in the case that the tz database writes it, if the runtime knows it. */
function spelling(name: string): string | undefined {
  try {
    const { timeZone } = offsetFormat(name).resolvedOptions();
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return undefined;
  }
}
