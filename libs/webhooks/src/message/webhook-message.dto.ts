import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '@app/platform';
import { PAGE_PROPERTY } from '../source/webhook-source.dto';

export const MESSAGE_STATUSES = ['pending', 'delivered', 'failed'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

const STATUS = {
  enum: [...MESSAGE_STATUSES],
  enumName: 'WebhookMessageStatus',
  description: '`pending` waits for its next try, `failed` is not tried any more.',
} as const;

export class MessagesQuery extends PageQuery {
  @ApiPropertyOptional({ ...STATUS, description: 'Only these.' })
  @IsOptional()
  @IsIn(MESSAGE_STATUSES)
  status?: MessageStatus;
}

export class WebhookMessageDto {
  @ApiProperty({ type: String, format: 'uuid', description: 'Sent as `webhook-id`, the same at each try.' })
  id!: string;

  @ApiProperty({ type: String, example: 'export.ready' })
  event!: string;

  @ApiProperty(STATUS)
  status!: MessageStatus;

  @ApiProperty({ type: Number })
  attempts!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'HTTP status of the last answer.' })
  lastStatus!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why the last try failed.' })
  lastError!: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  nextAttemptAt!: Date | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  deliveredAt!: Date | null;
}

export class WebhookAttemptDto {
  @ApiProperty({ type: String, format: 'date-time' })
  at!: Date;

  @ApiProperty({ type: Number, nullable: true })
  status!: number | null;

  @ApiProperty({ type: Number })
  durationMs!: number;

  @ApiProperty({ type: String, nullable: true })
  error!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The beginning of the answer.' })
  response!: string | null;
}

export class WebhookMessageDetailDto extends WebhookMessageDto {
  @ApiProperty({ type: String, description: 'The body, byte for byte.' })
  payload!: string;

  @ApiProperty({ type: [WebhookAttemptDto], description: 'The latest first.' })
  log!: WebhookAttemptDto[];
}

export class WebhookMessagePageDto {
  @ApiProperty({ type: [WebhookMessageDto] })
  data!: WebhookMessageDto[];

  @ApiProperty(PAGE_PROPERTY)
  page!: { limit: number; nextCursor: string | null };
}
