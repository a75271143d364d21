import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { AppConfig, Clock, newId } from '@app/platform';
import type { Mapping } from '@app/data';
import { SigningSecrets } from '../signature/signing-secrets';

export const DEFAULT_SLUG = 'default';

const POINT: Mapping['rules'][number] = {
  metric: { path: 'metric' },
  value: { path: 'value' },
  timestamp: { path: 'timestamp', otherwise: 'received' },
  dimensionsFrom: { path: 'dimensions' },
  id: { path: 'id' },
};

/** Takes one point, or `points` as POST /data/points has them. */
const MAPPING: Mapping = {
  rules: [
    { ...POINT, when: 'points', each: 'points' },
    { ...POINT, when: 'metric' },
  ],
};

/** The source that WEBHOOK_SECRET makes, in the oldest organization. Its secret is the setting, not what the row holds. */
@Injectable()
export class DefaultSource {
  private made = false;

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly secrets: SigningSecrets,
    private readonly clock: Clock,
  ) {}

  /** Its secrets now: none where the setting is not set. */
  get valid(): string[] {
    return this.config.webhookSecret === undefined ? [] : [this.config.webhookSecret];
  }

  /** Makes the row where it is missing. Safe in several processes at once. */
  async ensure(): Promise<void> {
    const { webhookSecret } = this.config;
    if (webhookSecret === undefined || this.made) return;
    const { rows } = await this.database.query<{ id: string }>(
      'SELECT id FROM organization ORDER BY id LIMIT 1',
    );
    const organizationId = rows[0]?.id;
    if (organizationId === undefined) return;
    const row = { id: newId(), organizationId };
    await this.database.query(
      `INSERT INTO webhook_source (id, organization_id, name, slug, scheme, secret_sealed, mapping, enabled, managed, created_at, updated_at)
       VALUES ($1, $2, 'Default', $3, 'standard', $4, $5, true, true, $6, $6) ON CONFLICT (slug) DO NOTHING`,
      [
        row.id,
        organizationId,
        DEFAULT_SLUG,
        this.secrets.seal('webhook_source', row, webhookSecret),
        JSON.stringify(MAPPING),
        this.clock.now(),
      ],
    );
    this.made = true;
  }
}
