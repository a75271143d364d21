import type { Principal } from '@app/auth';
import { AppError } from '@app/platform';

/** Counts who watches, so that nobody takes all of a process. */
export class ViewerLimits {
  private readonly counts = new Map<string, number>();
  private watching = 0;

  constructor(private readonly most: { ofOrganization: number; ofPrincipal: number }) {}

  get viewers(): number {
    return this.watching;
  }

  /** Counts one more viewer; the function returned takes it back. @throws AppError 429 STREAM_LIMIT */
  take({ organizationId, kind, id }: Principal): () => void {
    const limits: [string, number, string][] = [
      [organizationId, this.most.ofOrganization, 'by your organization'],
    ];
    // One embed token serves everybody who looks at the page that it is on.
    if (kind !== 'embed') limits.push([`${kind} ${id}`, this.most.ofPrincipal, 'with your credentials']);
    for (const [key, most, whose] of limits) {
      if ((this.counts.get(key) ?? 0) < most) continue;
      throw new AppError('STREAM_LIMIT', `${most} streams are open ${whose} already; close some.`, {
        retryAfterSeconds: 10,
      });
    }
    for (const [key] of limits) this.add(key, 1);
    this.watching++;
    return () => {
      for (const [key] of limits) this.add(key, -1);
      this.watching--;
    };
  }

  private add(key: string, change: number): void {
    const count = (this.counts.get(key) ?? 0) + change;
    if (count > 0) this.counts.set(key, count);
    else this.counts.delete(key);
  }
}
