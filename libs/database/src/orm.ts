import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import type { Pool } from 'pg';
import { ENTITIES, type Entities } from './entities';
import { DATABASE_LIMITS, type DatabaseLimits, poolLimits } from './limits/database-limits';
import { ormOptions } from './orm-options';
import type { SqlExecutor } from './sql-executor';

/**
 * Entities. Each call forks its own EntityManager: nothing is shared between requests or jobs.
 */
@Injectable()
export class Orm implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly orm: MikroORM;

  private pool: Pool | undefined;

  constructor(
    config: AppConfig,
    @Inject(ENTITIES) entities: Entities,
    @Inject(DATABASE_LIMITS) limits: DatabaseLimits,
  ) {
    this.orm = new MikroORM({
      ...ormOptions(config.databaseUrl, entities, limits.entities),
      driverOptions: {
        application_name: 'vitrine-entities',
        ...poolLimits(config, limits),
        onPoolCreated: (pool: Pool) => (this.pool = pool),
      },
    });
  }

  /** Statements that wait for a connection. */
  get waiting(): number {
    return this.pool?.waitingCount ?? 0;
  }

  /** Runs `work` with a fresh EntityManager and no transaction. */
  read<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return work(this.orm.em.fork());
  }

  /**
   * Runs `work` in one transaction, flushed and committed at its end. `tx` runs plain SQL inside the same transaction,
   * for the outbox.
   */
  transaction<T>(work: (em: EntityManager, tx: SqlExecutor) => Promise<T>): Promise<T> {
    return this.orm.em.fork().transactional((em) => work(em, executorOf(em)));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.orm.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.orm.close(true);
  }
}

function executorOf(em: EntityManager): SqlExecutor {
  return {
    query: async <R extends object>(sql: string, parameters: unknown[] = []) => {
      const rows = (await em.execute(sql.replace(/\$\d+/g, '?'), parameters)) as unknown as R[];
      return { rows: Array.isArray(rows) ? rows : [] };
    },
  };
}
