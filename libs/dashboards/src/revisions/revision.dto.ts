import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Page } from '@app/platform';
import { PageInfoDto } from '../list-dashboards.dto';
import { CHANGE_ACTIONS, CHANGED_THINGS, type RevisionChange } from './revision-changes';

const AUTHORS = ['user', 'apiKey', 'embed', 'system'] as const;

/** Who made a revision. */
class RevisionAuthorDto {
  @ApiProperty({ type: String, enum: AUTHORS, example: 'user' })
  kind!: (typeof AUTHORS)[number];

  @ApiProperty({
    type: String,
    description: 'Of the user or API key; for `system` the part of Vitrine that acted.',
    example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f00',
  })
  id!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of the user as of now; null for others and for users who are gone.',
    example: 'Ada',
  })
  name!: string | null;
}

/** One thing in which a revision differs from the one before. */
class RevisionChangeDto implements RevisionChange {
  @ApiProperty({ type: String, enum: CHANGE_ACTIONS, example: 'changed' })
  action!: RevisionChange['action'];

  @ApiProperty({
    type: String,
    enum: CHANGED_THINGS,
    description: 'A field of the dashboard, one of its widgets, or all of it.',
    example: 'widget',
  })
  what!: RevisionChange['what'];

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    description: 'For a widget.',
    example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f02',
  })
  widgetId?: string;

  @ApiPropertyOptional({ type: String, description: 'Of the widget.', example: 'Average delay by hour' })
  title?: string;
}

/** What was changed of a dashboard or its widgets by one request. */
export class RevisionDto {
  @ApiProperty({ type: 'integer', description: 'Counts the revisions of one dashboard.', example: 3 })
  number!: number;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-23T18:00:00.000Z' })
  createdAt!: string;

  @ApiProperty({ type: RevisionAuthorDto })
  author!: RevisionAuthorDto;

  @ApiProperty({
    type: String,
    description: 'The changes in words.',
    example: 'Changed widget “Average delay by hour”',
  })
  summary!: string;

  @ApiProperty({ type: [RevisionChangeDto] })
  changes!: RevisionChange[];

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'The revision that was restored by it.',
    example: null,
  })
  restoredFrom!: number | null;
}

/** One page of revisions. */
export class RevisionPageDto implements Page<RevisionDto> {
  @ApiProperty({ type: [RevisionDto] })
  data!: RevisionDto[];

  @ApiProperty({ type: PageInfoDto })
  page!: PageInfoDto;
}
