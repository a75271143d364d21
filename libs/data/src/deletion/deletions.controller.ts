import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiAuthProblems, CurrentPrincipal, type Principal, RequirePermission } from '@app/auth';
import { ApiProblems, type Page, PageQuery } from '@app/platform';
import { DeletionDto, DeletionPageDto } from './deletion.dto';
import { DeletionRecords } from './deletion-records';

/** Path of a deletion, for `Location`. */
export function deletionPath(id: string): string {
  return `/api/v1/data/deletions/${id}`;
}

@ApiTags('Data')
@Controller('data/deletions')
export class DeletionsController {
  constructor(private readonly deletions: DeletionRecords) {}

  @Get()
  @RequirePermission('data', 'delete')
  @ApiOperation({
    operationId: 'listDeletions',
    summary: 'List deletions of points',
    description:
      'Newest first. With a data policy you see those that you asked for yourself, else all of your organization. Needs `data:delete`.',
  })
  @ApiOkResponse({ type: DeletionPageDto })
  @ApiAuthProblems()
  @ApiProblems('VALIDATION_FAILED')
  list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<Page<DeletionDto>> {
    return this.deletions.list(principal, query);
  }

  @Get(':id')
  @RequirePermission('data', 'delete')
  @ApiOperation({
    operationId: 'getDeletion',
    summary: 'Say how far a deletion of points is',
    description: 'Needs `data:delete`.',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiOkResponse({ type: DeletionDto })
  @ApiAuthProblems()
  @ApiProblems('NOT_FOUND')
  get(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<DeletionDto> {
    return this.deletions.get(principal, id);
  }
}
