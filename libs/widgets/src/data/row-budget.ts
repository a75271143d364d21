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
