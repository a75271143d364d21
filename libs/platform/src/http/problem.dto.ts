import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode } from '../errors/error-codes';

class FieldErrorDto {
  @ApiProperty({ description: 'JSON pointer to the field.', example: '/timeRange' })
  pointer!: string;

  @ApiProperty({ description: 'What is wrong, what was given and what is allowed.' })
  message!: string;
}

/** The error body in Swagger. */
export class ProblemDto {
  @ApiProperty({ type: String, example: 'https://vitrine.dev/problems/validation-failed' })
  type!: string;

  @ApiProperty({ type: String, example: 'Validation failed' })
  title!: string;

  @ApiProperty({ type: String, description: 'Equal to `title`.', example: 'Validation failed' })
  error!: string;

  @ApiProperty({ type: Number, example: 400 })
  status!: number;

  @ApiProperty({
    type: String,
    enum: Object.keys(ERROR_CODES),
    enumName: 'ErrorCode',
    description: 'Stable; switch on this.',
    example: 'VALIDATION_FAILED',
  })
  code!: ErrorCode;

  @ApiPropertyOptional({ type: String, description: 'What happened, for people. Absent on 500.' })
  detail?: string;

  @ApiProperty({ type: String, description: 'Path of the request.', example: '/api/v1/data/query' })
  instance!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  timestamp!: string;

  @ApiProperty({ type: String, description: 'Also in the X-Request-Id header.' })
  requestId!: string;

  @ApiPropertyOptional({ type: Number, description: 'Seconds; also in the Retry-After header.' })
  retryAfter?: number;

  @ApiPropertyOptional({ type: [String], description: 'One line per wrong field.' })
  details?: string[];

  @ApiPropertyOptional({ type: [FieldErrorDto], description: 'Every wrong field.' })
  errors?: FieldErrorDto[];
}
