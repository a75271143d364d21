import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

const MAX_FILTERS_LENGTH = 16_000;

/** Query parameters of whatever shows a dashboard: what is given replaces or narrows what its widgets ask. */
export class ViewParameters {
  @ApiPropertyOptional({
    type: String,
    description: 'Replaces the time range of every widget: `<n>(m|h|d|w|mo|y)`.',
    example: '7d',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  timerange?: string;

  @ApiPropertyOptional({ type: String, description: 'The same as `timerange`.', deprecated: true })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  timeRange?: string;

  @ApiPropertyOptional({
    type: String,
    description: 'Begin of the time range, with `to`, instead of `timerange`.',
    example: '2001-01-01',
  })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  from?: string;

  @ApiPropertyOptional({
    type: String,
    description: 'End of the time range, itself outside of it.',
    example: '2001-01-08',
  })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  to?: string;

  @ApiPropertyOptional({
    type: String,
    description:
      'AND-ed to the filters of dashboard and widgets: `key:value|value,key:value`, or JSON as in a MetricQuery.',
    example: 'origin:ATL|ORD',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_FILTERS_LENGTH)
  filters?: string;

  @ApiPropertyOptional({
    type: String,
    description: 'Replaces the interval of widgets that have one.',
    example: '1h',
  })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  interval?: string;

  @ApiPropertyOptional({
    type: String,
    description: 'Replaces the time zone of every widget; an IANA name.',
    example: 'America/Chicago',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  timezone?: string;
}
