import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsStorableText } from '@app/platform';
import type { AccessExplanation } from './access-explainer';
import type { AccessStep } from './access-step';
import { EXPLAINED_ACTIONS, type ExplainedAction } from './explained-resource';

/** About what and whom it is asked. */
export class ExplainAccessQuery {
  @ApiProperty({
    type: String,
    description: '`dashboard:<id>`, `widget:<id>` or `metric:<name>`.',
    maxLength: 300,
    example: 'metric:flights.delay',
  })
  @IsString()
  @MaxLength(300)
  @IsStorableText()
  resource!: string;

  @ApiPropertyOptional({
    type: String,
    enum: EXPLAINED_ACTIONS,
    default: 'read',
    description: 'What is to be done: `export` is for dashboards alone.',
  })
  @IsOptional()
  @IsIn(EXPLAINED_ACTIONS)
  action?: ExplainedAction;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    description: 'About whom; yourself unless given. Others need `user:read`.',
  })
  @IsOptional()
  @IsUUID()
  user?: string;
}

class AccessStepDto implements AccessStep {
  @ApiProperty({ type: String, enum: ['permission', 'visibility', 'access', 'data policy'] })
  check!: AccessStep['check'];

  @ApiProperty({ type: Boolean })
  passed!: boolean;

  @ApiProperty({ type: String, example: 'data:read is allowed by the role viewer.' })
  detail!: string;
}

class ExplainedPrincipalDto {
  @ApiProperty({ type: String, enum: ['user', 'apiKey', 'embed', 'system'] })
  kind!: AccessExplanation['principal']['kind'];

  @ApiProperty({ type: String, example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f00' })
  id!: string;
}

/** Whether it is allowed, and what was asked to decide that. */
export class AccessExplanationDto implements AccessExplanation {
  @ApiProperty({ type: String, example: 'metric:flights.delay' })
  resource!: string;

  @ApiProperty({ type: String, enum: EXPLAINED_ACTIONS })
  action!: ExplainedAction;

  @ApiProperty({ type: ExplainedPrincipalDto })
  principal!: ExplainedPrincipalDto;

  @ApiProperty({ type: Boolean, description: 'Whether every step is passed.' })
  allowed!: boolean;

  @ApiProperty({ type: [AccessStepDto] })
  steps!: AccessStepDto[];
}
