import { ApiProperty } from '@nestjs/swagger';

/** Answer of `GET /health`. */
export class HealthDto {
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
