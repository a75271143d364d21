import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Variable } from './variable';

const SMTP_URL = { protocols: ['smtp', 'smtps'], require_tld: false, require_protocol: true };
const WEB_URL = {
  protocols: ['http', 'https'],
  require_tld: false,
  require_protocol: true,
  allow_query_components: false,
  allow_fragments: false,
};
/** An address such as a@b, alone or as `Name <a@b>`, without what could begin another header. */
const MAIL_FROM =
  /^([^<>@\p{Cc}]+ <[^\s<>@,;"\p{Cc}]+@[^\s<>@,;"\p{Cc}]+>|[^\s<>@,;"\p{Cc}]+@[^\s<>@,;"\p{Cc}]+)$/u;

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);

/** The settings of {@link AppConfig} that concern sessions and the mails that accounts need. */
export class AccountSettings {
  @Variable({
    env: 'JWT_SECRET_PREVIOUS',
    group: 'Security',
    reason:
      'The JWT_SECRET of before, while it is being replaced: tokens signed with it are still accepted, none are signed.',
    secret: true,
    allowed: 'at least 32 characters, not equal to another secret',
  })
  @IsOptional()
  @IsString()
  @MinLength(32)
  @MaxLength(512)
  jwtSecretPrevious?: string;

  @Variable({
    env: 'SESSION_MAX_DAYS',
    group: 'Security',
    reason: 'Longest life of a session, however often it is refreshed; then its user logs in again.',
    default: '90',
    allowed: 'an integer from 1 to 3650 (days)',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(3650)
  sessionMaxDays!: number;

  @Variable({
    env: 'APP_URL',
    group: 'Mail',
    reason:
      'Address of your front end. Mails link to /reset-password and /accept-invitation below it, the token behind a #; without it they show the token itself.',
    allowed: 'a URL such as https://app.example.com',
  })
  @IsOptional()
  @IsUrl(WEB_URL)
  appUrl?: string;

  @Variable({
    env: 'SMTP_URL',
    group: 'Mail',
    reason:
      'Server that sends mails. smtp:// demands STARTTLS unless the host is this machine or the URL ends with ?requireTLS=false; smtps:// is TLS from the start.',
    secret: true,
    allowed: 'a URL such as smtps://user:password@mail.example.com:465',
  })
  @IsOptional()
  @IsUrl(SMTP_URL)
  smtpUrl?: string;

  @Variable({
    env: 'MAIL_FROM',
    group: 'Mail',
    reason: 'Sender of mails.',
    default: 'Vitrine <vitrine@localhost>',
    allowed: 'an email address, or a name and an address as in Vitrine <no-reply@example.com>',
  })
  @MaxLength(320)
  @Matches(MAIL_FROM)
  mailFrom!: string;

  @Variable({
    env: 'MAIL_DIR',
    group: 'Mail',
    reason:
      'Folder into which mails are written as .eml files when SMTP_URL is not set. With neither of them there are no invitations and no forgotten passwords. The embedded profile uses .vitrine/mail.',
    allowed: 'the path of a folder',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  mailDir?: string;
}
