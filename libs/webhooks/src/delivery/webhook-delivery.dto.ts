import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { IfGiven, PageQuery } from '@app/platform';
import { PAGE_PROPERTY } from '../source/webhook-source.dto';

export const DELIVERY_STATUSES = ['queued', 'processed', 'ignored', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];
export const MOST_REPLAYED = 500;

const STATUS = {
  enum: [...DELIVERY_STATUSES],
  enumName: 'WebhookDeliveryStatus',
  description:
    '`queued` waits or is tried again, `processed` became points, `ignored` is kept and became none, `failed` needs somebody: the dead letters.',
} as const;

export class DeliveriesQuery extends PageQuery {
  @ApiPropertyOptional({ ...STATUS, description: 'Only these.' })
  @IsOptional()
  @IsIn(DELIVERY_STATUSES)
  status?: DeliveryStatus;
}

export class WebhookDeliveryDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, nullable: true, description: 'What the sender calls it.' })
  deliveryId!: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  receivedAt!: Date;

  @ApiProperty(STATUS)
  status!: DeliveryStatus;

  @ApiProperty({ type: Number, description: 'How often it was tried.' })
  attempts!: number;

  @ApiProperty({ type: Number, description: 'How often somebody asked for it again.' })
  replays!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Why it did not become points.' })
  error!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Points that were stored.' })
  accepted!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Points that had been stored before.' })
  duplicates!: number | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  processedAt!: Date | null;

  @ApiProperty({ type: Number, description: 'Size of the body.' })
  bytes!: number;
}

export class WebhookDeliveryDetailDto extends WebhookDeliveryDto {
  @ApiProperty({ type: String, nullable: true })
  contentType!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Those that say what it is about; nothing that proves who sent it is kept.',
  })
  headers!: Record<string, string>;

  @ApiProperty({ type: String, description: 'What was sent, as text.' })
  body!: string;
}

export class WebhookDeliveryPageDto {
  @ApiProperty({ type: [WebhookDeliveryDto] })
  data!: WebhookDeliveryDto[];

  @ApiProperty(PAGE_PROPERTY)
  page!: { limit: number; nextCursor: string | null };
}

export class ReplayDeliveriesDto {
  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    minItems: 1,
    maxItems: MOST_REPLAYED,
    description: 'These.',
  })
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_REPLAYED)
  @IsUUID(undefined, { each: true })
  ids?: string[];

  @ApiPropertyOptional({
    ...STATUS,
    default: 'failed',
    description: `The oldest ${MOST_REPLAYED} of this status, where no ids are given.`,
  })
  @IfGiven()
  @IsIn(DELIVERY_STATUSES)
  status?: DeliveryStatus;
}

export class ReplayedDto {
  @ApiProperty({ type: Number, description: 'How many are tried again.' })
  replayed!: number;
}
