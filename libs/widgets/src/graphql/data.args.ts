import { Allow } from 'class-validator';
import { ArgsType, Field, ID } from '@nestjs/graphql';
import { FilterInput, TimeRangeInput, timeParameters, toFilters } from '@graphql/data';
import type { ViewParameters } from '@app/realtime';
import { parseOverrides } from '../data/parse-overrides';

/** What a request changes about the queries of widgets. */
@ArgsType()
export class DataArgs {
  @Allow()
  @Field(() => TimeRangeInput, { nullable: true, description: "Replaces each widget's own." })
  timeRange?: TimeRangeInput | null;

  @Allow()
  @Field(() => [FilterInput], { nullable: true, description: 'AND-ed to those of dashboard and widget.' })
  filters?: FilterInput[] | null;

  @Allow()
  @Field(() => String, { nullable: true, description: 'Replaces that of widgets that have one.' })
  interval?: string | null;

  @Allow()
  @Field(() => String, { nullable: true, description: 'IANA name.' })
  timezone?: string | null;
}

@ArgsType()
export class DashboardUpdatesArgs extends DataArgs {
  @Allow()
  @Field(() => ID)
  id!: string;
}

@ArgsType()
export class WidgetDataArgs extends DataArgs {
  @Allow()
  @Field(() => ID)
  widgetId!: string;
}

/** The same as the parameters of `GET /dashboards/:id/data`. @throws AppError 400 for what no widget could take */
export function dataParameters({ timeRange, filters, interval, timezone }: DataArgs): ViewParameters {
  const given = {
    ...timeParameters(timeRange),
    filters: filters ? JSON.stringify(toFilters(filters)) : undefined,
    interval: interval ?? undefined,
    timezone: timezone ?? undefined,
  };
  const parameters = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  parseOverrides(parameters);
  return parameters;
}
