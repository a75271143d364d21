import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, ArrayMaxSize, IsArray, IsInt, Max, Min } from 'class-validator';
import type { DataPolicy } from '@app/auth';
import type { Filter } from '@app/data';
import { IfGiven } from '@app/platform';
import { FILTER_SCHEMAS } from '../filter-schemas';

export const LONGEST_LIFE_SECONDS = 86_400;
const SHORTEST_LIFE_SECONDS = 60;
const DEFAULT_LIFE_SECONDS = 3_600;
const MOST_FILTERS = 20;

/** What an embed token is to show, and for how long. */
export class CreateEmbedTokenDto {
  @ApiPropertyOptional({
    type: 'integer',
    description: 'Its life in seconds.',
    minimum: SHORTEST_LIFE_SECONDS,
    maximum: LONGEST_LIFE_SECONDS,
    default: DEFAULT_LIFE_SECONDS,
    example: DEFAULT_LIFE_SECONDS,
  })
  @IfGiven()
  @IsInt()
  @Min(SHORTEST_LIFE_SECONDS)
  @Max(LONGEST_LIFE_SECONDS)
  expiresIn: number = DEFAULT_LIFE_SECONDS;

  @ApiPropertyOptional({
    type: 'array',
    items: { oneOf: FILTER_SCHEMAS },
    description:
      'Filters as in a MetricQuery, AND-ed to every query. Who shows with the token cannot take them away, and none is left out for a widget whose metrics lack its dimension.',
    maxItems: MOST_FILTERS,
    default: [],
    example: [{ dimension: 'region', operator: 'eq', values: ['emea'] }],
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_FILTERS)
  filters: Filter[] = [];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    description:
      'Narrows what your own data policy shows: a metric without one of its dimensions shows nothing.',
    example: { region: ['emea'] },
  })
  @Allow()
  @IfGiven()
  dataPolicy?: DataPolicy;
}

/** An embed token, shown this once. */
export class EmbedTokenDto {
  @ApiProperty({ type: String, format: 'uuid', description: 'Names it in the audit log.' })
  id!: string;

  @ApiProperty({ type: String, description: 'Send it as `Authorization: Bearer …`.' })
  token!: string;

  @ApiProperty({ type: String, enum: ['Bearer'] })
  tokenType!: 'Bearer';

  @ApiProperty({ type: 'integer', description: 'Seconds.', example: DEFAULT_LIFE_SECONDS })
  expiresIn!: number;

  @ApiProperty({ type: String, format: 'date-time' })
  expiresAt!: string;
}
