import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { ViewParameters } from '../view-parameters.dto';

const MAX_TICKET_LENGTH = 100;

/** Query parameters of a stream: those of the dashboard's data, and a ticket. */
export class StreamQuery extends ViewParameters {
  @ApiPropertyOptional({
    type: String,
    description:
      'Of `POST /auth/stream-ticket`, instead of a credential in a header, for clients that send none.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_TICKET_LENGTH)
  ticket?: string;
}
