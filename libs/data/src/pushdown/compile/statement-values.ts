import type { SourceStatement } from '@app/sources';
import type { SqlDialect, ValueType } from '../dialect/sql-dialect';

/** Stands around numbers of values while a statement is put together. No other part of a statement has this character. */
const MARK = '\u0001';
const PLACES = new RegExp(`${MARK}(\\d+)${MARK}`, 'g');

/** The values of one statement, which never stand in its text. Equal values share a place where places have numbers. */
export class StatementValues {
  private readonly bound: { value: string | number; type: ValueType }[] = [];
  private readonly known = new Map<string, string>();

  constructor(private readonly dialect: SqlDialect) {}

  /** What stands for the value until {@link finish}. */
  bind(value: string | number, type: ValueType): string {
    const key = `${type} ${value}`;
    let mark = this.known.get(key);
    if (!mark) {
      mark = `${MARK}${this.bound.push({ value, type }) - 1}${MARK}`;
      this.known.set(key, mark);
    }
    return mark;
  }

  /** The statement as the dialect's client takes it. */
  finish(text: string): SourceStatement {
    const values: (string | number)[] = [];
    const places = new Map<string, number>();
    const written = text.replaceAll(PLACES, (_, index: string) => {
      const { value, type } = this.bound[Number(index)] as { value: string | number; type: ValueType };
      let place = this.dialect.countsPlaces ? undefined : places.get(index);
      if (place === undefined) {
        place = values.push(value);
        places.set(index, place);
      }
      return this.dialect.place(place, type);
    });
    return { text: written, values };
  }
}
