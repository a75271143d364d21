import type { PointRow, RowSink } from '../../store/metric-store';

/** Puts points that are held, oldest first, between those that come, oldest first. */
export class MergedPoints {
  private next = 0;

  constructor(
    private readonly held: readonly PointRow[],
    private readonly sink: RowSink<PointRow>,
  ) {}

  async add(points: PointRow[]): Promise<void> {
    const last = points.at(-1);
    if (!last) return;
    const before = this.take((at) => at <= last[0]);
    await this.sink(before.length > 0 ? [...points, ...before].toSorted(([a], [b]) => a - b) : points);
  }

  async end(): Promise<void> {
    const rest = this.take(() => true);
    if (rest.length > 0) await this.sink(rest);
  }

  private take(wanted: (at: number) => boolean): PointRow[] {
    const begin = this.next;
    while (this.next < this.held.length && wanted((this.held[this.next] as PointRow)[0])) this.next += 1;
    return this.held.slice(begin, this.next);
  }
}
