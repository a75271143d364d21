import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { AppConfig } from './app-config';
import { variables } from './variable';

/** The settings given cannot be run with; `problems` has one line per variable. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(
      `Vitrine cannot start with this configuration:\n${problems.map((line) => `  - ${line}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

const KNOWN_SECRETS = /change[-_ ]?me|example|secret|password|vitrine|default|12345|qwerty|letmein|admin/i;
const SECRETS = ['jwtSecret', 'encryptionKey'] as const;

/**
 * Reads and checks the configuration.
 * An empty value counts as not set. Outside the embedded profile weak, well-known or equal secrets are refused.
 * @throws ConfigError naming each variable, the value given (never a secret's) and what is allowed.
 */
export function loadConfig(env: Record<string, string | undefined>): AppConfig {
  const raw: Record<string, string> = {};
  for (const [property, spec] of variables()) {
    const value = env[spec.env] || spec.default;
    if (value !== undefined) raw[property] = value;
  }
  const config = plainToInstance(AppConfig, raw);
  const failed = new Set(validateSync(config).map((error) => error.property));
  const problems = [...failed].map((property) => describe(property, raw[property]));
  if (failed.size === 0 && config.profile === 'server') problems.push(...weakSecrets(config));
  if (config.smtpUrl !== undefined && !env.MAIL_FROM)
    problems.push('MAIL_FROM is not set; with SMTP_URL it must be the address that mails come from');
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

function describe(property: string, value: string | undefined): string {
  const spec = variables().get(property);
  if (!spec) return `${property} is not a setting`;
  if (value === undefined) return `${spec.env} is not set; it must be ${spec.allowed}. ${spec.reason}`;
  const given = spec.secret ? 'the value given (not shown)' : JSON.stringify(value);
  return `${spec.env}: ${given} is not ${spec.allowed}`;
}

function weakSecrets(config: AppConfig): string[] {
  const problems: string[] = [];
  for (const property of SECRETS) {
    const value = config[property];
    const env = variables().get(property)?.env ?? property;
    if (KNOWN_SECRETS.test(value))
      problems.push(`${env} looks like a well-known example; generate a random one`);
    else if (new Set(value).size < 12) problems.push(`${env} is too regular; generate a random one`);
  }
  if (config.jwtSecret === config.encryptionKey) problems.push('JWT_SECRET and ENCRYPTION_KEY must differ');
  if ([config.jwtSecret, config.encryptionKey].includes(config.jwtSecretPrevious ?? ''))
    problems.push('JWT_SECRET_PREVIOUS must differ from JWT_SECRET and ENCRYPTION_KEY');
  if ([config.jwtSecret, config.encryptionKey].includes(config.webhookSecret ?? ''))
    problems.push('WEBHOOK_SECRET must differ from JWT_SECRET and ENCRYPTION_KEY');
  if (config.encryptionKeysPrevious.split(',').includes(config.encryptionKey))
    problems.push('ENCRYPTION_KEYS_PREVIOUS must not contain ENCRYPTION_KEY');
  if (
    config.adminPassword &&
    /^(change[-_ ]?me|password|admin|vitrine|secret)[\d!]*$/i.test(config.adminPassword)
  ) {
    problems.push('ADMIN_PASSWORD looks like a well-known example; choose another');
  }
  return problems;
}
