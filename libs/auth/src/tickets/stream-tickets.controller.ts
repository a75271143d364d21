import { Controller, Header, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { AllowEmbed } from '../embed/allow-embed';
import { ApiActingOrganization } from '../guard/api-acting-organization';
import { ApiAuthProblems } from '../guard/api-auth-problems';
import { RequirePrincipal } from '../guard/require-permission';
import type { AuthenticatedRequest } from '../principals/current-principal';
import { credentialOf } from './shown-by';
import { StreamTicketDto } from './stream-ticket.dto';
import { StreamTickets } from './stream-tickets';

@ApiTags('Auth')
@ApiActingOrganization()
@Controller('auth/stream-ticket')
export class StreamTicketsController {
  constructor(private readonly tickets: StreamTickets) {}

  @Post()
  @Header('cache-control', 'no-store')
  @AllowEmbed()
  @RequirePrincipal()
  @ApiSecurity('apiKey')
  @ApiOperation({
    operationId: 'createStreamTicket',
    summary: 'Get a ticket for a stream',
    description:
      'It stands for the credential that you send, once and within 60 seconds, as `?ticket=` of a stream and nowhere else: for `EventSource` of browsers, which sends no headers. Get one for each connection, also when you connect again. Needs any credential.',
  })
  @ApiCreatedResponse({ type: StreamTicketDto })
  @ApiAuthProblems()
  create(@Req() request: AuthenticatedRequest): Promise<StreamTicketDto> {
    return this.tickets.issue(credentialOf(request));
  }
}
