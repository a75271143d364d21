import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { JsonScalar } from '@graphql/graphql';
import { WidgetDataType } from './widget-data.type';

export const UpdateKind = {
  SNAPSHOT: 'snapshot',
  WIDGET_DATA: 'widget:data',
  UPDATED: 'dashboard:updated',
  DELETED: 'dashboard:deleted',
  ALERT: 'alert',
} as const;

registerEnumType(UpdateKind, {
  name: 'DashboardUpdateType',
  description:
    '`SNAPSHOT`: everything there is to see; it comes first, and whenever what came before no longer holds. `WIDGET_DATA`: one widget ' +
    'has changed. `UPDATED`: the dashboard itself was changed; a snapshot follows. `DELETED`: it is gone, or you may not see it any ' +
    'more; nothing follows. `ALERT`: an alert fired or was resolved.',
});

@ObjectType('DashboardUpdate', { description: 'What somebody who watches a dashboard is told.' })
export class DashboardUpdateType {
  @Field(() => UpdateKind)
  type!: string;

  @Field(() => ID)
  dashboardId!: string;

  @Field(() => Int, { nullable: true, description: 'Of the dashboard, with `SNAPSHOT` and `UPDATED`.' })
  version?: number | undefined;

  @Field(() => [WidgetDataType], { description: 'All with `SNAPSHOT`, one with `WIDGET_DATA`, else none.' })
  widgets!: WidgetDataType[];

  @Field(() => JsonScalar, { nullable: true, description: 'With `ALERT`.' })
  alert?: unknown;

  @Field(() => String, { description: 'Where you stand after it: opaque.' })
  cursor!: string;
}
