import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsObject, IsString, MaxLength } from 'class-validator';
import { MetricQueryDto } from '@app/data';
import { IfGiven } from '@app/platform';
import { EXPORT_FORMATS, type ExportFormat, TABLE_FORMATS, type TableFormat } from './export-format';
import { EXPORT_STATUSES, type ExportStatus } from './export-record';

const MAX_FILTERS_LENGTH = 16_000;

/** Body of `POST /exports/dashboard/:id`. */
export class ExportDashboardDto {
  @ApiProperty({
    enum: EXPORT_FORMATS,
    description:
      '`csv` and `parquet`: one table of all widgets, whose first column is the widget’s title; `xlsx`: a sheet for each; `json`; `pdf`: a report with a chart and a table of each; `png`: the dashboard as on its grid.',
  })
  @IsIn(EXPORT_FORMATS)
  format!: ExportFormat;

  @ApiPropertyOptional({
    type: String,
    description: 'Replaces the time range of every widget: `<n>(m|h|d|w|mo|y)`.',
    example: '7d',
  })
  @IfGiven()
  @IsString()
  @MaxLength(200)
  timerange?: string;

  @ApiPropertyOptional({
    type: String,
    description: 'AND-ed to the filters of dashboard and widgets: `key:value|value,key:value`, or JSON.',
    example: 'origin:ATL|ORD',
  })
  @IfGiven()
  @IsString()
  @MaxLength(MAX_FILTERS_LENGTH)
  filters?: string;

  @ApiPropertyOptional({
    type: String,
    description: 'Replaces the time zone of every widget; an IANA name.',
    example: 'America/Chicago',
  })
  @IfGiven()
  @IsString()
  @MaxLength(100)
  timezone?: string;
}

/** Body of `POST /exports/query`. */
export class ExportQueryDto {
  @ApiProperty({
    type: MetricQueryDto,
    description: 'The question. Without `limit` the answer has all rows, however many they are.',
  })
  @IsObject()
  query!: Record<string, unknown>;

  @ApiProperty({ enum: TABLE_FORMATS })
  @IsIn(TABLE_FORMATS)
  format!: TableFormat;

  @ApiPropertyOptional({
    enum: ['aggregates', 'points'],
    default: 'aggregates',
    description:
      '`points`: the stored points of the query’s metrics, time range and filters, one row each, oldest first; the rest of the query must be left out.',
  })
  @IfGiven()
  @IsIn(['aggregates', 'points'])
  rows?: 'aggregates' | 'points';
}

/** Answer of a request for an export. */
export class ExportCreatedDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: EXPORT_STATUSES })
  status!: ExportStatus;

  @ApiProperty({ enum: EXPORT_FORMATS })
  format!: ExportFormat;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100 })
  progress!: number;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
}

/** How far an export is. */
export class ExportStatusDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: EXPORT_STATUSES })
  status!: ExportStatus;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100 })
  progress!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Rows of data in the file, once it is ready.',
  })
  rows!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Size of the file.' })
  bytes!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of the file, in hexadecimal.' })
  sha256!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it failed.' })
  error!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when the file can be downloaded.',
  })
  expiresAt!: string | null;
}

/** An export in lists and by its id. */
export class ExportDto extends ExportStatusDto {
  @ApiProperty({ enum: ['dashboard', 'query'] })
  kind!: 'dashboard' | 'query';

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  dashboardId!: string | null;

  @ApiProperty({ enum: EXPORT_FORMATS })
  format!: ExportFormat;

  @ApiProperty({ description: 'Name of the file.' })
  fileName!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt!: string | null;
}

/** A page of exports, newest first. */
export class ExportPageDto {
  @ApiProperty({ type: [ExportDto] })
  data!: ExportDto[];

  @ApiProperty({
    type: 'object',
    properties: {
      limit: { type: 'integer', example: 50 },
      nextCursor: { type: 'string', nullable: true, example: null },
    },
    required: ['limit', 'nextCursor'],
    additionalProperties: false,
  })
  page!: { limit: number; nextCursor: string | null };
}
