/** Collects the parameters of one statement. Equal values share a place. */
export class SqlParameters {
  readonly values: unknown[] = [];
  private readonly places = new Map<string, string>();

  /** The place `$n` of the value, cast to a type. */
  bind(value: unknown, type: string): string {
    const key = `${type} ${JSON.stringify(value)}`;
    let place = this.places.get(key);
    if (!place) {
      this.values.push(value);
      place = `$${this.values.length}::${type}`;
      this.places.set(key, place);
    }
    return place;
  }
}
