import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { type Page, PageQuery, IsStorableText } from '@app/platform';
import { DashboardDto } from './dashboard.dto';

const OWNER = /^(me|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Query parameters of the list of dashboards. All that are given must hold. */
export class ListDashboardsQuery extends PageQuery {
  @ApiPropertyOptional({
    type: String,
    description: 'Text in the name or description, in any case.',
    maxLength: 200,
    example: 'delay',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @IsStorableText()
  search?: string;

  @ApiPropertyOptional({ type: String, description: 'Has exactly this tag.', maxLength: 50, example: 'demo' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  @IsStorableText()
  tag?: string;

  @ApiPropertyOptional({ type: String, description: 'Belongs to this user: an id, or `me`.', example: 'me' })
  @IsOptional()
  @Matches(OWNER, { message: "owner must be a user's id or `me`" })
  owner?: string;
}

/** How a list goes on. */
export class PageInfoDto {
  @ApiProperty({ type: 'integer', example: 50 })
  limit!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Give it as `cursor` for the next page; null on the last.',
    example: null,
  })
  nextCursor!: string | null;
}

/** One page of dashboards. */
export class DashboardPageDto implements Page<DashboardDto> {
  @ApiProperty({ type: [DashboardDto] })
  data!: DashboardDto[];

  @ApiProperty({ type: PageInfoDto })
  page!: PageInfoDto;
}
