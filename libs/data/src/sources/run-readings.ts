import { Database } from '@app/database';
import { SourceReadings } from '@app/sources';
import { Injectable } from '@nestjs/common';

/** How sources are read is in their runs. */
@Injectable()
export class RunReadings extends SourceReadings {
  constructor(private readonly database: Database) {
    super();
  }

  override async lagsOf(sourceIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (sourceIds.length === 0) return new Map();
    const { rows } = await this.database.query<{ id: string; lag: number }>(
      `SELECT source_id AS id, lag::float8 AS lag FROM source_run
       WHERE source_id = ANY($1::uuid[]) AND status IN ('queued', 'running') AND lag IS NOT NULL`,
      [sourceIds],
    );
    return new Map(rows.map(({ id, lag }) => [id, lag]));
  }
}
