import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Database } from '@app/database';
import { decodeCursor, type Page, type PageQuery, toPage } from '@app/platform';
import { groupOf } from '../notification/alert-news';
import type { AlertEventDto } from './alert-event.dto';
import { groupByOf } from './alert-rule';
import { AlertService } from './alert.service';

/** What has happened to the series of an alert. */
@Injectable()
export class AlertEvents {
  constructor(
    private readonly database: Database,
    private readonly alerts: AlertService,
  ) {}

  /** Newest first. @throws AppError NOT_FOUND */
  async list(principal: Principal, id: string, query: PageQuery): Promise<Page<AlertEventDto>> {
    const groupBy = groupByOf(await this.alerts.find(principal, id));
    const { rows } = await this.database.query<Omit<AlertEventDto, 'group'> & { key: string }>(
      `SELECT id, at, key, from_status AS "from", to_status AS "to", value, silenced FROM alert_event
       WHERE rule_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [id, decodeCursor(query.cursor) ?? null, query.limit + 1],
    );
    return toPage(rows, query.limit, ({ key, ...event }) => ({ ...event, group: groupOf(key, groupBy) }));
  }
}
