import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

class VersionsDto {
  @ApiProperty({ type: String, example: '0.1.0' })
  vitrine!: string;

  @ApiProperty({ type: String, example: '24.21.0' })
  node!: string;
}

class MemoryDto {
  @ApiProperty({ type: Number, description: 'Bytes of the whole process.', example: 180_000_000 })
  resident!: number;

  @ApiProperty({ type: Number, description: 'Bytes of JavaScript objects.', example: 60_000_000 })
  heapUsed!: number;

  @ApiProperty({
    type: Number,
    description: 'Bytes that JavaScript objects have room in.',
    example: 80_000_000,
  })
  heapTotal!: number;

  @ApiProperty({ type: Number, description: 'Bytes of buffers and the like.', example: 20_000_000 })
  external!: number;
}

class LagDto {
  @ApiProperty({
    type: Number,
    nullable: true,
    description:
      'Age of the oldest event that is not published, in milliseconds; null when it cannot be read.',
    example: 0,
  })
  relayMs!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description:
      'For how long the oldest changed minute has been waiting for its rollups, in milliseconds; null when it cannot be read.',
    example: 0,
  })
  rollupMs!: number | null;
}

/** What `GET /health` adds for administrators. */
export class HealthDetailsDto {
  @ApiPropertyOptional({ type: VersionsDto, description: 'For administrators alone.' })
  versions?: VersionsDto;

  @ApiPropertyOptional({ type: MemoryDto, description: 'For administrators alone.' })
  memory?: MemoryDto;

  @ApiPropertyOptional({ type: LagDto, description: 'For administrators alone.' })
  lag?: LagDto;
}

/** Answer of `GET /health`. */
export class HealthDto extends HealthDetailsDto {
  @ApiProperty({ type: String, enum: ['healthy'], example: 'healthy' })
  status!: 'healthy';

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-23T12:00:00.000Z' })
  timestamp!: string;

  @ApiProperty({ type: Number, description: 'Seconds since this process started.', example: 86_400.123 })
  uptime!: number;
}

/** Answer of `GET /health/live`. */
export class LivenessDto {
  @ApiProperty({ type: String, enum: ['alive'], example: 'alive' })
  status!: 'alive';
}

class CheckDto {
  @ApiProperty({ type: String, description: 'What was checked.', example: 'database' })
  name!: string;

  @ApiProperty({ type: String, enum: ['up'], example: 'up' })
  status!: string;

  @ApiProperty({ type: Number, description: 'Milliseconds until it answered.', example: 3 })
  tookMs!: number;
}

/** Answer of `GET /health/ready` while this process takes work. */
export class ReadinessDto {
  @ApiProperty({ type: String, enum: ['ready'], example: 'ready' })
  status!: 'ready';

  @ApiProperty({ type: [CheckDto], description: 'Everything this process cannot work without.' })
  checks!: CheckDto[];
}
