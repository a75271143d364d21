import { Injectable } from '@nestjs/common';
import { canQuery, DataSourceManager, type QueryConnector } from '@app/sources';
import { AppError, type FieldError } from '@app/platform';
import { SourceConnectors } from './source-connectors';

/** Sources as the manager opens them. */
@Injectable()
export class ManagedSourceConnectors extends SourceConnectors {
  constructor(private readonly manager: DataSourceManager) {
    super();
  }

  override withConnector<T>(
    organizationId: string,
    sourceId: string,
    work: (connector: QueryConnector) => Promise<T>,
  ): Promise<T> {
    return this.manager
      .run({ organizationId }, sourceId, async (connector, { name }) => {
        if (canQuery(connector)) return work(connector);
        throw unusable(
          `The data source ${JSON.stringify(name)} is none that answers questions: import its data instead.`,
        );
      })
      .catch((error: unknown) => {
        // Of a source itself: what is asked of it is something else.
        if (error instanceof AppError && error.code === 'NOT_FOUND')
          throw unusable(`There is no data source ${JSON.stringify(sourceId)}.`);
        if (error instanceof AppError && error.code === 'CONFLICT') throw unusable(error.message);
        throw error;
      });
  }
}

function unusable(message: string): AppError {
  const errors: FieldError[] = [{ pointer: '/source/sourceId', message }];
  return new AppError('UNKNOWN_REFERENCE', message, { errors });
}
