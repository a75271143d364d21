import { Injectable } from '@nestjs/common';
import { AppConfig, HealthChecks } from '@app/platform';
import { Database } from './database';
import { pendingMigrations } from './migrate';

/** Lets readiness ask whether the database answers and has the schema that this process needs. */
@Injectable()
export class DatabaseHealth {
  private migrated = false;

  constructor(
    checks: HealthChecks,
    database: Database,
    private readonly config: AppConfig,
  ) {
    checks.register({ name: 'database', check: () => database.query('SELECT 1') });
    checks.register({ name: 'migrations', check: () => this.assertMigrated() });
  }

  /** A schema never goes back while a process runs, so it is compared until it fits and not again. */
  private async assertMigrated(): Promise<void> {
    if (this.migrated) return;
    const pending = await pendingMigrations(this.config.databaseDirectUrl ?? this.config.databaseUrl);
    if (pending.length > 0)
      throw new Error(`The database lacks ${pending.join(', ')}; run \`npm run migrate\`.`);
    this.migrated = true;
  }
}
