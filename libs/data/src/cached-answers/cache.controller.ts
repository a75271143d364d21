import { Controller, Delete, HttpCode, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ApiAuthProblems, CurrentPrincipal, type Principal, RequirePermission } from '@app/auth';
import { ApiProblems } from '@app/platform';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { QUERY_LIMITS } from '../query/query-limits';
import { CachedAnswers } from './cached-answers';

export class ClearCacheQueryDto {
  @ApiPropertyOptional({
    type: String,
    description: 'Only the answers that this metric has a part in. Absent: all of your organization.',
    example: 'revenue',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(QUERY_LIMITS.nameLength)
  metric?: string;
}

@ApiTags('Data')
@Controller('data/cache')
export class CacheController {
  constructor(private readonly answers: CachedAnswers) {}

  @Delete()
  @HttpCode(204)
  @RequirePermission('source', 'write')
  @ApiOperation({
    operationId: 'clearCache',
    summary: 'Forget cached answers',
    description:
      'In all processes and levels, at once and for everybody. Answers are never stale without it: it is for what Vitrine cannot know of. Written to the audit log. Needs `source:write`, which administrators have.',
  })
  @ApiNoContentResponse({ description: 'They are gone.' })
  @ApiAuthProblems()
  @ApiProblems('VALIDATION_FAILED', 'UNKNOWN_METRIC')
  clear(@CurrentPrincipal() principal: Principal, @Query() { metric }: ClearCacheQueryDto): Promise<void> {
    return this.answers.clear(principal, metric);
  }
}
