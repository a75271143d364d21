import { AppError } from '@app/platform';

/** Rows of one dashboard's answer in all: what lies beyond a screen is for queries and exports. */
export const MOST_ROWS = 100_000;

/** Rows that one answer may still take; what goes beyond is the last that is taken. */
export class RowBudget {
  constructor(private left: number) {}

  get spent(): boolean {
    return this.left <= 0;
  }

  spend(rows: number): void {
    this.left -= rows;
  }
}

/** The error of a widget that comes when all rows are spent. */
export function tooManyRows(): AppError {
  return new AppError(
    'LIMIT_EXCEEDED',
    `The widgets before this one have more than ${MOST_ROWS} rows together; give them a smaller limit or a longer interval.`,
  );
}
