import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IfGiven, PageQuery } from '@app/platform';
import { IsIn, IsISO8601, IsString, Length, Matches } from 'class-validator';
import { AUDIT_ACTIONS, type AuditAction } from './audit-action';

const WITH_ZONE = /^\d{4}-\d\d-\d\d(T.*(Z|[+-]\d\d:?\d\d))?$/;
const TIME_MESSAGE = 'must be a date, or a time with Z or an offset, such as 2026-11-01T00:00:00Z';

/** Which rows of the audit log. */
export class AuditQuery extends PageQuery {
  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    description: 'The earliest, inclusive. A date alone is its midnight in UTC.',
    example: '2026-11-01T00:00:00Z',
  })
  @IfGiven()
  @IsISO8601({ strict: true }, { message: `from ${TIME_MESSAGE}` })
  @Matches(WITH_ZONE, { message: `from ${TIME_MESSAGE}` })
  from?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    description: 'The latest, exclusive.',
    example: '2026-12-01T00:00:00Z',
  })
  @IfGiven()
  @IsISO8601({ strict: true }, { message: `to ${TIME_MESSAGE}` })
  @Matches(WITH_ZONE, { message: `to ${TIME_MESSAGE}` })
  to?: string;

  @ApiPropertyOptional({
    type: String,
    maxLength: 320,
    description: 'Who did it: an id, or the email that the user had then.',
    example: 'ada@example.com',
  })
  @IfGiven()
  @IsString()
  @Length(1, 320)
  actor?: string;

  @ApiPropertyOptional({ enum: AUDIT_ACTIONS, enumName: 'AuditAction', description: 'What was done.' })
  @IfGiven()
  @IsIn(AUDIT_ACTIONS)
  action?: AuditAction;

  @ApiPropertyOptional({
    type: String,
    maxLength: 50,
    description: 'Kind of what it was done to.',
    example: 'user',
  })
  @IfGiven()
  @IsString()
  @Length(1, 50)
  subjectType?: string;

  @ApiPropertyOptional({ type: String, maxLength: 200, description: 'Id of what it was done to.' })
  @IfGiven()
  @IsString()
  @Length(1, 200)
  subjectId?: string;
}

class AuditActorDto {
  @ApiProperty({
    enum: ['user', 'apiKey', 'embed', 'system', 'anonymous'],
    enumName: 'AuditActorKind',
    description: 'What kind of actor.',
  })
  kind!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Its id; null for somebody who was not let in.' })
  id!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The email that the user had then.' })
  email!: string | null;
}

class AuditSubjectDto {
  @ApiProperty({ type: String, example: 'user' })
  type!: string;

  @ApiProperty({ type: String, description: 'Its id; it may be gone.' })
  id!: string;
}

/** One row of the audit log. */
export class AuditRowDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'When.' })
  at!: Date;

  @ApiProperty({ enum: AUDIT_ACTIONS, enumName: 'AuditAction', description: 'What was done.' })
  action!: AuditAction;

  @ApiProperty({ type: AuditActorDto, description: 'Who did it.' })
  actor!: AuditActorDto;

  @ApiProperty({ type: AuditSubjectDto, nullable: true, description: 'What it was done to.' })
  subject!: AuditSubjectDto | null;

  @ApiProperty({ type: String, nullable: true, description: 'The X-Request-Id under which it was done.' })
  requestId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The IP address that the request came from.' })
  address!: string | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'The fields that a change may touch, as they were; without secrets.',
    example: { roles: ['viewer'] },
  })
  before!: object | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'The same fields, as they are since.',
    example: { roles: ['analyst'] },
  })
  after!: object | null;

  @ApiProperty({ type: Object, nullable: true, description: 'What else there is to say.' })
  detail!: object | null;
}

class AuditPageInfoDto {
  @ApiProperty({ type: Number })
  limit!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Give it as `cursor` for the next page.' })
  nextCursor!: string | null;
}

export class AuditPageDto {
  @ApiProperty({ type: [AuditRowDto] })
  data!: AuditRowDto[];

  @ApiProperty({ type: AuditPageInfoDto })
  page!: AuditPageInfoDto;
}
