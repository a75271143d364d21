import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '@graphql/graphql';
import type { ExportFormat as FormatName } from '../export-format';
import type { ExportStatus as StatusName } from '../export-record';

export const ExportFormat = {
  CSV: 'csv',
  XLSX: 'xlsx',
  PDF: 'pdf',
  PNG: 'png',
  JSON: 'json',
  PARQUET: 'parquet',
} as const satisfies Record<string, FormatName>;

export const ExportStatus = {
  QUEUED: 'queued',
  RUNNING: 'running',
  READY: 'ready',
  FAILED: 'failed',
  EXPIRED: 'expired',
  CANCELLED: 'cancelled',
} as const satisfies Record<string, StatusName>;

registerEnumType(ExportFormat, { name: 'ExportFormat' });
registerEnumType(ExportStatus, { name: 'ExportStatus' });

@ObjectType('ExportJob', {
  description: 'A file that is made, or was; `GET /api/v1/exports/:id/download` has it once it is ready.',
})
export class ExportJobType {
  @Field(() => ID)
  id!: string;

  @Field(() => ExportStatus)
  status!: StatusName;

  @Field(() => ExportFormat)
  format!: FormatName;

  @Field(() => Int, { description: '0 to 100.' })
  progress!: number;

  @Field(() => DateTimeScalar)
  createdAt!: string;

  @Field(() => Float, { nullable: true })
  rows?: number | null;

  @Field(() => Float, { nullable: true })
  bytes?: number | null;

  @Field(() => String, { nullable: true })
  sha256?: string | null;

  @Field(() => String, { nullable: true })
  error?: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  expiresAt?: string | null;
}
