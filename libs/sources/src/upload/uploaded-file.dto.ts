import { ApiProperty } from '@nestjs/swagger';
import { FILE_FORMATS, type FileFormat } from '../file/reader/protocol';
import { SourceColumnDto } from '../schema/source-schema.dto';

/** A file that was uploaded to be a source. */
export class UploadedFileDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, description: 'What it was called where it came from.', example: 'sales.csv' })
  name!: string;

  @ApiProperty({ enum: FILE_FORMATS, enumName: 'FileFormat', description: 'What its first bytes say.' })
  format!: FileFormat;

  @ApiProperty({ type: 'integer', example: 48_219 })
  bytes!: number;

  @ApiProperty({
    type: String,
    description: 'Of its bytes, as hexadecimal digits.',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  sha256!: string;

  @ApiProperty({
    type: [SourceColumnDto],
    nullable: true,
    description: 'Of the first sheet where there are several. Null: see `problem`.',
  })
  columns!: SourceColumnDto[] | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Why it cannot be read as it is. A source may say more about it, such as the delimiter, and read it still.',
    example: null,
  })
  problem!: string | null;

  @ApiProperty({ type: Date, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: 'integer', description: 'Always 1: files do not change.', example: 1 })
  version!: number;
}

export class UploadedFilePageDto {
  @ApiProperty({ type: [UploadedFileDto] })
  data!: UploadedFileDto[];

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

/** Body of an upload, for the document alone: it is read while it arrives. */
export class UploadFormDto {
  @ApiProperty({
    type: String,
    format: 'binary',
    description: 'CSV, JSON, NDJSON, Parquet or XLSX.',
    example: 'day,amount\n2026-01-01,12.5\n',
  })
  file!: string;
}
