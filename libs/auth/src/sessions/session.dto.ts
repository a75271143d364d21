import { ApiProperty } from '@nestjs/swagger';

export class SessionDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'User-Agent of the login.',
    example: 'curl/8.14.1',
  })
  userAgent!: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time', description: 'Last login or refresh.' })
  lastUsedAt!: Date;

  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'When it ends unless it is refreshed before.',
  })
  expiresAt!: Date;

  @ApiProperty({ type: Boolean, description: 'Whether it is the session of this request.' })
  current!: boolean;
}

export class SessionPageDto {
  @ApiProperty({ type: [SessionDto] })
  data!: SessionDto[];

  @ApiProperty({
    type: 'object',
    properties: {
      limit: { type: 'integer', example: 50 },
      nextCursor: { type: 'string', nullable: true, example: null },
    },
    required: ['limit', 'nextCursor'],
    additionalProperties: false,
  })
  page!: { limit: number; nextCursor: string | null };
}
