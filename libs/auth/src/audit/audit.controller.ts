import { Controller, Get, Headers, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { ApiProblems, preferredType } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { ApiActingOrganization } from '../guard/api-acting-organization';
import { ApiAuthProblems } from '../guard/api-auth-problems';
import { RequirePermission } from '../guard/require-permission';
import { CurrentPrincipal } from '../principals/current-principal';
import type { Principal } from '../principals/principal';
import { auditCsv } from './audit-csv';
import { AuditReader } from './audit-reader';
import { AuditPageDto, AuditQuery } from './audit.dto';

const CSV = 'text/csv';

@ApiTags('Audit')
@ApiActingOrganization()
@ApiExtraModels(AuditPageDto)
@Controller('audit-log')
export class AuditController {
  constructor(private readonly reader: AuditReader) {}

  @Get()
  @RequirePermission('audit', 'read')
  @ApiOperation({
    operationId: 'listAuditLog',
    summary: 'Read the audit log',
    description:
      'Who did what, on what, when and from where in your organization, newest first. As `text/csv` the answer is every row that ' +
      'matches, whatever `limit` and `cursor` say; it is streamed, and a connection that ends early means that it is not whole. ' +
      'Needs `audit:read`.',
  })
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(AuditPageDto) } },
      [CSV]: { schema: { type: 'string' } },
    },
  })
  @ApiProblems('VALIDATION_FAILED')
  @ApiAuthProblems()
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AuditQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuditPageDto | StreamableFile> {
    void reply.header('vary', [reply.getHeader('vary'), 'Accept'].filter(Boolean).join(', '));
    if (preferredType(accept, ['application/json', CSV]) !== CSV) return this.reader.page(principal, query);
    return new StreamableFile(auditCsv(this.reader.all(principal, query)), {
      type: `${CSV}; charset=utf-8; header=present`,
      disposition: 'attachment; filename="audit-log.csv"',
    });
  }
}
