import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  type SuggestedRequest,
  type SuggestedRollup,
  type Suggestion,
  SUGGESTION_KINDS,
  type SuggestionKind,
} from './suggest/suggestion';

export class SuggestedRequestDto implements SuggestedRequest {
  @ApiProperty({ enum: ['GET', 'POST', 'PUT'], example: 'PUT' })
  method!: SuggestedRequest['method'];

  @ApiProperty({ type: String, example: '/api/v1/data/catalog/flights.delay' })
  path!: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  body?: object;
}

export class SuggestedRollupDto implements SuggestedRollup {
  @ApiProperty({ type: String, example: 'flights.delay' })
  metric!: string;

  @ApiProperty({ type: [String], example: ['destination', 'origin'] })
  dimensions!: string[];

  @ApiProperty({ type: 'integer', description: 'Combinations of values.', example: 4_812 })
  groups!: number;

  @ApiProperty({ type: 'integer', description: 'Rows of all levels that it would have by now.' })
  rows!: number;

  @ApiProperty({ type: 'integer', description: 'Room that they would take.' })
  bytes!: number;
}

export class SuggestionDto implements Suggestion {
  @ApiProperty({ type: String, enum: SUGGESTION_KINDS })
  kind!: SuggestionKind;

  @ApiProperty({ type: String, description: 'What was seen, and what would change, with numbers.' })
  reason!: string;

  @ApiPropertyOptional({ type: SuggestedRequestDto, description: 'Does what is suggested.' })
  request?: SuggestedRequestDto;

  @ApiPropertyOptional({ type: String, description: 'For whoever administers the database.' })
  sql?: string;

  @ApiPropertyOptional({ type: Number, description: 'How many times fewer rows would be read.' })
  speedUp?: number;

  @ApiPropertyOptional({ type: SuggestedRollupDto, description: 'With `rollup`: what would be kept.' })
  rollup?: SuggestedRollupDto;
}
