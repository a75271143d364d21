import { ApiProperty } from '@nestjs/swagger';
import { SOURCE_ERROR_REASONS, type SourceErrorReason } from '../source-error';

/** Whether a source answers. */
export class SourceTestDto {
  @ApiProperty({ type: Boolean, example: true })
  ok!: boolean;

  @ApiProperty({ type: Number, description: 'Milliseconds.', example: 12 })
  tookMs!: number;

  @ApiProperty({
    enum: [...SOURCE_ERROR_REASONS],
    enumName: 'SourceErrorReason',
    type: String,
    nullable: true,
    description: 'Why not. `unreachable` does not say whether the name, the address or the port is wrong.',
    example: null,
  })
  reason!: SourceErrorReason | null;

  @ApiProperty({ type: String, nullable: true, description: 'The same in words.', example: null })
  message!: string | null;
}
