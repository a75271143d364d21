import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { ApiProblems, ETAG_HEADERS, etagOf, ID_PARAM, IF_MATCH_HEADER, tagged } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { CreateSilenceDto, SilenceDto, SilencePageDto, SilenceQuery } from './silence.dto';
import { Silences } from './silences';

const NOT_FOR = 'Not for whoever has a data policy.';

@ApiTags('Alerts')
@ApiActingOrganization()
@Controller('alerts/silences')
export class SilencesController {
  constructor(private readonly silences: Silences) {}

  @Get()
  @RequirePermission('alert', 'read')
  @ApiOperation({
    operationId: 'listAlertSilences',
    summary: 'List silences',
    description: `By labels, newest first; those that have ended are kept for 90 days. ${NOT_FOR} Needs \`alert:read\`.`,
  })
  @ApiOkResponse({ type: SilencePageDto })
  @ApiProblems('VALIDATION_FAILED')
  @ApiAuthProblems()
  list(@CurrentPrincipal() principal: Principal, @Query() query: SilenceQuery): Promise<SilencePageDto> {
    return this.silences.list(principal, query);
  }

  @Post()
  @RequirePermission('alert', 'write')
  @ApiOperation({
    operationId: 'createAlertSilence',
    summary: 'Silence series by their labels',
    description: `Alerts go on being evaluated, and nothing is told of the series that match. What began meanwhile and lasts is told at the end. ${NOT_FOR} Needs \`alert:write\`.`,
  })
  @ApiBody({
    type: CreateSilenceDto,
    examples: {
      one: {
        value: {
          matchers: [{ label: 'region', operator: 'in', values: ['north', 'west'] }],
          for: '2h',
          comment: 'The north is being rebuilt',
        },
      },
    },
  })
  @ApiCreatedResponse({
    type: SilenceDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'LIMIT_EXCEEDED')
  @ApiAuthProblems()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateSilenceDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SilenceDto> {
    const created = await this.silences.create(principal, body);
    void reply.headers({
      location: `/api/v1/alerts/silences/${created.id}`,
      etag: etagOf(created.version),
    });
    return created;
  }

  @Get(':id')
  @RequirePermission('alert', 'read')
  @ApiOperation({
    operationId: 'getAlertSilence',
    summary: 'Read a silence',
    description: `${NOT_FOR} Needs \`alert:read\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: SilenceDto, headers: ETAG_HEADERS })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SilenceDto> {
    return tagged(reply, await this.silences.get(principal, id));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('alert', 'write')
  @ApiOperation({
    operationId: 'endAlertSilence',
    summary: 'End a silence early',
    description: `It stays in the list. What began meanwhile and lasts is told. ${NOT_FOR} Needs \`alert:write\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiNoContentResponse()
  @ApiProblems('NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  end(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    return this.silences.end(principal, id, ifMatch);
  }
}
