import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Column } from '@app/data';
import { JsonScalar } from '@graphql/graphql';

export const WidgetStatus = { OK: 'ok', ERROR: 'error' } as const;
export const ColumnKind = { DATETIME: 'datetime', STRING: 'string', NUMBER: 'number' } as const;

registerEnumType(WidgetStatus, { name: 'WidgetStatus' });
registerEnumType(ColumnKind, { name: 'ColumnType' });

@ObjectType('Column')
export class ColumnType {
  @Field(() => String)
  name!: string;

  @Field(() => ColumnKind)
  type!: Column['type'];

  @Field(() => String, { nullable: true })
  unit?: string;
}

@ObjectType('WidgetData', {
  description: 'The answer to the query of a widget. A text widget asks nothing: all of it is null.',
})
export class WidgetDataType {
  @Field(() => ID)
  widgetId!: string;

  @Field(() => WidgetStatus)
  status!: 'ok' | 'error';

  @Field(() => [ColumnType], { nullable: true })
  columns?: Column[] | undefined;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'A list of rows, each a list with a cell for each column.',
  })
  rows?: unknown;

  @Field(() => JsonScalar, { nullable: true, description: 'By column, where the query asks for totals.' })
  totals?: unknown;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Indexes of the rows that stand for all groups but the top.',
  })
  otherRows?: unknown;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Range, interval, source and so on, as the REST API has it.',
  })
  meta?: unknown;

  @Field(() => JsonScalar, {
    nullable: true,
    description: '`{ code, title, detail, errors }` when the status is `ERROR`.',
  })
  error?: unknown;
}
