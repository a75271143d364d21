import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import { FileSettings } from './file-settings';
import { Variable } from './variable';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);
const DOMAIN = '[\\w-]+(\\.[\\w-]+)+';

/** The settings of {@link AppConfig} that concern exports by schedule and their mails. */
export class ExportSettings extends FileSettings {
  @Variable({
    env: 'PUBLIC_URL',
    group: 'Service',
    reason:
      'Where the API is reached from outside: links in mails to files of exports begin with it. Without it they lead to this machine.',
    automatic: 'http://localhost:<PORT>',
    allowed: 'a URL such as https://vitrine.example.com',
  })
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  publicUrl?: string;

  @Variable({
    env: 'EXPORT_SCHEDULED_KEEP_HOURS',
    group: 'Files',
    reason: 'How long the file of an export by a schedule, and the link to it in a mail, are kept.',
    default: '168',
    allowed: 'an integer from 1 to 8760 (hours)',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(8_760)
  exportScheduledKeepHours!: number;

  @Variable({
    env: 'EXPORT_ATTACHMENT_MAX_BYTES',
    group: 'Mail',
    reason:
      'Largest file that a mail of a schedule brings along where that is asked; a larger one becomes a link. Mail servers refuse large mails.',
    default: '5242880',
    allowed: 'an integer from 0 to 26214400 (bytes)',
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(26_214_400)
  exportAttachmentMaxBytes!: number;

  @Variable({
    env: 'EXPORT_MAIL_DOMAINS',
    group: 'Security',
    reason:
      'Domains of addresses that schedules may send exports to, and alerts their mails, such as example.com, which stands for itself alone; empty = all.',
    default: '',
    allowed: 'domains, separated by commas',
  })
  @IsString()
  @Matches(new RegExp(`^(${DOMAIN}(,\\s*${DOMAIN})*)?$`))
  exportMailDomains!: string;
}
