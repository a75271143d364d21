/** A column of sealed secrets (`SecretBox`). Its table has the columns `id` and `organization_id`. */
export interface SealedColumn {
  /** With its schema where that is not `public`. */
  table: string;
  /** Ends in `_sealed`: a test finds every column that is called so and is not listed. */
  column: string;
}

/** Every column that holds sealed secrets, so that keys can be rotated. A table that is added with one is added here. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'alert_rule', column: 'urls_sealed' },
  { table: 'data_source', column: 'secrets_sealed' },
  ...['webhook_source', 'webhook_endpoint'].flatMap((table) => [
    { table, column: 'secret_sealed' },
    { table, column: 'previous_secret_sealed' },
  ]),
];
