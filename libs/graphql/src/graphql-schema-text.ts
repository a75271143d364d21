import { Injectable } from '@nestjs/common';
import { LazyEngine } from './lazy-engine';

/** The schema of the application, for the file that is committed. */
@Injectable()
export class GraphqlSchemaText {
  constructor(private readonly engine: LazyEngine) {}

  /** In the schema language. */
  async text(): Promise<string> {
    return (await this.engine.load()).schemaText;
  }
}
