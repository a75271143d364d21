/** An id that the process remembered is not in the database any more: forget the ids and resolve them again. */
export class StaleIdsError extends Error {
  constructor() {
    super('a metric was removed while its id was still remembered');
    this.name = 'StaleIdsError';
  }
}
