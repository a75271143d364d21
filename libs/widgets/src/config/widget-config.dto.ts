import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { type MetricQuery, MetricQueryDto } from '@app/data';
import { type Display, DISPLAYS } from './displays';

/** `config` of a widget in Swagger; `parseWidgetConfig` checks it. */
@ApiExtraModels(...Object.values(DISPLAYS))
export class WidgetConfigDto {
  @ApiPropertyOptional({
    type: MetricQueryDto,
    description:
      'A MetricQuery, as in `POST /data/query`; a text widget has none. ' +
      '`line` and `area` need an interval; `bar` an interval, a groupBy or several metrics; ' +
      '`pie` one metric and one groupBy without interval; `stat` no interval and no groupBy; `gauge` the same with one metric; ' +
      '`heatmap` one metric by an interval and one groupBy, or by two groupBys; `table` takes any query.',
    example: {
      metrics: [{ metric: 'flights.delay', aggregation: 'avg' }],
      timeRange: { from: '2001-01-01T00:00:00Z', to: '2001-01-11T00:00:00Z' },
      interval: '1h',
    },
  })
  query?: MetricQuery;

  @ApiProperty({
    anyOf: Object.values(DISPLAYS).map((display) => ({ $ref: getSchemaPath(display) })),
    description: 'Options that the type of the widget has; at most 16 KiB.',
    example: { unit: 'min', decimals: 1, legend: 'none' },
  })
  display!: Display;
}
