/** Stands for a line of a text that could not be read as a point, so that it is reported together with the others. */
export class MalformedPoint {
  constructor(readonly problem: string) {}
}
