import { ApiProperty } from '@nestjs/swagger';

/** What opens one stream. */
export class StreamTicketDto {
  @ApiProperty({
    type: String,
    description: 'For `?ticket=` of a stream, once.',
    example: 'vst_Vt5Yo3tHhC8M0oI6iV2mYc1n0l3p8Xq4r7s9t2u5v8w',
  })
  ticket!: string;

  @ApiProperty({ type: 'integer', description: 'Seconds in which it must be used.', example: 60 })
  expiresIn!: number;
}
