import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LEVELS } from '../../store/plan/level';
import { SuggestionDto } from '../suggestion.dto';
import { TOLD_SCOPES, type ToldScope } from '../what-may-be-told';
import type { ExplainedCache, ExplainedMeasures, ExplainedPlan, QueryExplanation } from './query-explanation';

const SOURCES = [...LEVELS, 'raw'] as const;

export class ExplainedSegmentDto {
  @ApiProperty({ enum: SOURCES, example: 'rollup_1d' })
  level!: (typeof SOURCES)[number];

  @ApiProperty({ type: String, format: 'date-time' })
  from!: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'The moment after the last.' })
  to!: string;
}

export class ExplainedMeasuresDto implements ExplainedMeasures {
  @ApiProperty({ type: String, example: 'flights.delay' })
  metric!: string;

  @ApiProperty({ type: [String], description: 'Columns of the answer.', example: ['flights.delay'] })
  columns!: string[];

  @ApiProperty({
    type: [String],
    nullable: true,
    description: 'Dimensions of the rollups that answer; null: the points do.',
    example: ['origin'],
  })
  rollup!: string[] | null;

  @ApiProperty({ enum: SOURCES, isArray: true, example: ['rollup_1d'] })
  levels!: ExplainedMeasures['levels'];

  @ApiPropertyOptional({
    type: [ExplainedSegmentDto],
    description: 'What answers which stretch of time. Not within a data policy.',
  })
  segments?: ExplainedSegmentDto[];
}

export class EstimatedDto {
  @ApiProperty({ type: Number, example: 7 })
  rows!: number;

  @ApiProperty({ type: Number, description: "In the database's own unit.", example: 31.4 })
  cost!: number;
}

export class ActualDto {
  @ApiProperty({ type: Number, description: 'Of the statement, before the transformations.', example: 7 })
  rows!: number;

  @ApiProperty({ type: Number, example: 0.9 })
  planningMs!: number;

  @ApiProperty({ type: Number, example: 0.4 })
  executionMs!: number;
}

export class TableScanDto {
  @ApiProperty({ type: String, example: 'rollup_1d' })
  table!: string;

  @ApiProperty({ type: String, example: 'Index Scan' })
  node!: string;

  @ApiPropertyOptional({ type: String, example: 'rollup_1d_pkey' })
  index?: string;

  @ApiProperty({ type: Number, description: 'How often it was begun.', example: 1 })
  loops!: number;

  @ApiProperty({ type: Number, description: 'Rows that it gave.', example: 7 })
  rows!: number;

  @ApiProperty({ type: Number, description: 'Rows that it read and threw away.', example: 0 })
  removed!: number;

  @ApiProperty({ type: Number, description: 'Rows that the database expected.', example: 9 })
  expected!: number;
}

export class ExplainedPlanDto implements ExplainedPlan {
  @ApiProperty({ type: String, description: 'As `meta.source` of the answer.', example: 'rollup_1d' })
  source!: string;

  @ApiProperty({ type: Boolean, example: false })
  approximate!: boolean;

  @ApiProperty({ type: [ExplainedMeasuresDto] })
  parts!: ExplainedMeasuresDto[];

  @ApiProperty({
    type: [String],
    description:
      'Monthly partitions of the points. Who administers the installation sees those that were read, others those of the months that are read from points.',
    example: ['points_202611'],
  })
  partitions!: string[];

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'With `$1` in the place of values; null when there is nothing to read. That of a data source is in its dialect, and for who has `source:read` and no data policy.',
  })
  statement!: string | null;

  @ApiPropertyOptional({
    type: [String],
    description: 'How a data source would run its statement, line by line in its own words.',
  })
  enginePlan?: string[];

  @ApiProperty({
    type: EstimatedDto,
    nullable: true,
    description: 'What the database expected. Null within a data policy.',
  })
  estimated!: EstimatedDto | null;

  @ApiProperty({ type: ActualDto, nullable: true, description: 'What it took; times in milliseconds.' })
  actual!: ActualDto | null;

  @ApiPropertyOptional({
    type: [TableScanDto],
    description:
      'How tables were read, which organizations share: only for who administers the installation.',
  })
  scans?: TableScanDto[];
}

export class CacheVersionDto {
  @ApiProperty({ type: String, example: 'flights.delay' })
  metric!: string;

  @ApiProperty({ type: String, format: 'date', description: 'First day, UTC.' })
  from!: string;

  @ApiProperty({ type: String, format: 'date', description: 'Last day, UTC.' })
  to!: string;
}

export class CompressionDto {
  @ApiProperty({ enum: ['gzip'] })
  algorithm!: 'gzip';

  @ApiProperty({ type: Number, example: 1 })
  level!: number;

  @ApiProperty({ type: Number, description: 'Answers up to so many bytes stay as they are.', example: 1_024 })
  overBytes!: number;
}

export class ExplainedCacheDto implements ExplainedCache {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Class, organization, and hashes of data policy and resolved query.',
  })
  key!: ExplainedCache['key'];

  @ApiProperty({ type: Number, description: '± 10 %; exact where a data source answers.', example: 1_800 })
  ttlSeconds!: number;

  @ApiProperty({ type: Number, example: 60 })
  memoryTtlSeconds!: number;

  @ApiProperty({ enum: ['memory', 'redis'], isArray: true })
  levels!: ExplainedCache['levels'];

  @ApiProperty({ type: [String], description: 'Invalidating one of them ends the answer.' })
  tags!: string[];

  @ApiProperty({ type: [CacheVersionDto], description: 'A point that comes in there ends the answer.' })
  versions!: CacheVersionDto[];

  @ApiProperty({ type: CompressionDto })
  compression!: CompressionDto;
}

export class StatementStatisticsDto {
  @ApiProperty({ type: Boolean, description: 'Whether the database has counted the statement.' })
  available!: boolean;

  @ApiPropertyOptional({ type: String, description: 'Why there are none.' })
  reason?: string;

  @ApiPropertyOptional({ type: Number, example: 1_204 })
  calls?: number;

  @ApiPropertyOptional({ type: Number })
  totalMs?: number;

  @ApiPropertyOptional({ type: Number, example: 3.2 })
  meanMs?: number;

  @ApiPropertyOptional({ type: Number })
  maxMs?: number;

  @ApiPropertyOptional({ type: Number, description: 'Rows that it gave.' })
  rows?: number;

  @ApiPropertyOptional({ type: Number, description: 'Blocks of 8 kB from outside of the memory.' })
  blocksRead?: number;

  @ApiPropertyOptional({ type: Number, description: 'Blocks of temporary files.' })
  tempBlocksWritten?: number;
}

export class QueryExplanationDto implements Omit<QueryExplanation, 'statistics'> {
  @ApiProperty({
    enum: TOLD_SCOPES,
    description:
      'How much is told. `policy`: nothing that is counted over points that your data policy hides. `organization`: all of your organization. `installation`: also tables that organizations share.',
  })
  scope!: ToldScope;

  @ApiProperty({ type: ExplainedPlanDto })
  plan!: ExplainedPlanDto;

  @ApiProperty({ type: ExplainedCacheDto })
  cache!: ExplainedCacheDto;

  @ApiProperty({ type: StatementStatisticsDto })
  statistics!: StatementStatisticsDto;

  @ApiProperty({ type: [SuggestionDto] })
  suggestions!: SuggestionDto[];

  @ApiPropertyOptional({ type: String, description: 'Why there are no suggestions.' })
  nothing?: string;
}
