/** One thing that this process cannot work without. */
export interface HealthCheck {
  /** What it is, for people and dashboards: `database`, `queue`, `migrations`. */
  name: string;
  /** Resolves when it can be used; rejects with the reason, which is logged and not shown. */
  check(): Promise<unknown>;
}
