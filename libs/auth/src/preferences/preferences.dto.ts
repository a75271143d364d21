import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional, IsUUID, ValidateBy, type ValidationOptions } from 'class-validator';
import { IfGiven } from '@app/platform';
import { canonicalLocale, canonicalTimezone } from './canonical-names';
import { type Theme, THEMES, WEEK_STARTS, type WeekStart } from './user-preferences.entity';

const DASHBOARD_EXAMPLE = '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01';

function IsNameOf(
  what: string,
  canonical: (text: string) => string | undefined,
  options?: ValidationOptions,
): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isNameOf',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && canonical(value) !== undefined,
        defaultMessage: (args) => `${args?.property} must be ${what}, or null`,
      },
    },
    options,
  );
}

export class PreferencesFieldsDto {
  @ApiPropertyOptional({ enum: THEMES, enumName: 'Theme', default: 'system' })
  @IfGiven()
  @IsIn(THEMES)
  theme?: Theme;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'de-AT',
    description: 'A BCP 47 language tag; null leaves it to the client.',
  })
  @IsOptional()
  @IsNameOf('a BCP 47 tag of a known language such as "de-AT"', canonicalLocale)
  locale?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'Europe/Vienna',
    description: 'An IANA name; null leaves it to the client.',
  })
  @IsOptional()
  @IsNameOf('an IANA time zone such as "Europe/Vienna"', canonicalTimezone)
  timezone?: string | null;

  @ApiPropertyOptional({ enum: WEEK_STARTS, enumName: 'WeekStart', default: 'monday' })
  @IfGiven()
  @IsIn(WEEK_STARTS)
  weekStart?: WeekStart;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    example: DASHBOARD_EXAMPLE,
    description: 'A dashboard that the user can see.',
  })
  @IsOptional()
  @IsUUID()
  defaultDashboardId?: string | null;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    default: {},
    example: { sidebar: 'collapsed' },
    description: 'Whatever else a front end wants to remember, at most 8 KiB of JSON.',
  })
  @IfGiven()
  @IsObject()
  settings?: Record<string, unknown>;
}

export class PreferencesDto {
  @ApiProperty({ type: String, enum: THEMES })
  theme!: Theme;

  @ApiProperty({ type: String, nullable: true, example: 'de-AT' })
  locale!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Europe/Vienna' })
  timezone!: string | null;

  @ApiProperty({ type: String, enum: WEEK_STARTS })
  weekStart!: WeekStart;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: DASHBOARD_EXAMPLE,
    description: 'Null too when it is gone, or when the user may not see it any more.',
  })
  defaultDashboardId!: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, example: { sidebar: 'collapsed' } })
  settings!: Record<string, unknown>;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null while nothing was ever set.',
  })
  updatedAt!: Date | null;
}
