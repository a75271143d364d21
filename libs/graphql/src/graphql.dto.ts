import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** One operation. */
export class GraphqlRequestDto {
  @ApiProperty({
    type: String,
    description: 'The document.',
    example: '{ dashboards(limit: 5) { id name } }',
  })
  query!: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Which of its operations.' })
  operationName?: string | null;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true })
  variables?: Record<string, unknown> | null;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Passed over.',
  })
  extensions?: Record<string, unknown> | null;
}

class GraphqlErrorDto {
  @ApiProperty({ type: String, example: 'There is no dashboard "x" that you can see.' })
  message!: string;

  @ApiPropertyOptional({ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] } })
  path?: (string | number)[];

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The members of problem+json.',
    example: { code: 'NOT_FOUND', status: 404, title: 'Not found' },
  })
  extensions!: Record<string, unknown>;
}

/** The answer to one operation; a batch is answered by a list of them. */
export class GraphqlResultDto {
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true })
  data?: Record<string, unknown> | null;

  @ApiPropertyOptional({ type: [GraphqlErrorDto] })
  errors?: GraphqlErrorDto[];

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  extensions?: Record<string, unknown>;
}
