import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { AppError, type FieldError } from '@app/platform';
import {
  type DatabaseConnection,
  type DatabaseForm,
  type DsnOption,
  type OptionRule,
  TLS_MODES,
  type TlsMode,
  type TlsSettings,
} from './database-form';
import { readDsn } from './dsn';

const FIELDS = ['kind', 'host', 'port', 'database', 'user', 'password', 'tls', 'options'];
const HOST =
  /^(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\.?$/;
const LONGEST_NAME = 128;
const LONGEST_PASSWORD = 1_024;
const LONGEST_CA = 65_536;

/**
 * Checks a connection and completes it; a `url` (DSN) is taken apart into the fields that it stands for.
 * @throws AppError VALIDATION_FAILED with a pointer for each mistake
 */
export function parseDatabaseConnection<K extends string>(
  input: Record<string, unknown>,
  form: DatabaseForm<K>,
): DatabaseConnection<K> {
  const errors: FieldError[] = [];
  const wrong = (field: string, message: string): void => {
    errors.push({ pointer: `/connection/${field}`, message });
  };
  const given = input.url === undefined ? input : readDsn(input, form, wrong);
  for (const name of Object.keys(given))
    if (!FIELDS.includes(name) && name !== 'url')
      wrong(name, `There is no such field; allowed are ${[...FIELDS, 'url'].join(', ')}.`);

  const host = text(given.host, 'host', wrong, { longest: 253 }).replace(/^\[(.*)\]$/, '$1');
  if (host !== '' && isIP(host) === 0 && !HOST.test(host))
    wrong('host', 'Must be a host name or an address; sockets and paths are not allowed.');
  const tls = parseTls(given.tls, wrong);
  const port = given.port ?? form.port(tls.mode);
  if (!Number.isInteger(port) || (port as number) < 1 || (port as number) > 65_535)
    wrong('port', 'Must be a whole number from 1 to 65535.');
  const connection = {
    kind: form.kind,
    host: host.toLowerCase(),
    port: port as number,
    database: text(given.database ?? form.defaults?.database, 'database', wrong, { longest: LONGEST_NAME }),
    user: text(given.user ?? form.defaults?.user, 'user', wrong, { longest: LONGEST_NAME }),
    password: text(given.password ?? '', 'password', wrong, { longest: LONGEST_PASSWORD, empty: true }),
    tls,
    options: parseOptions(given.options, form.options, wrong),
  };
  const [first] = errors;
  if (first) throw new AppError('VALIDATION_FAILED', `${first.pointer}: ${first.message}`, { errors });
  return connection;
}

/** What Node's TLS takes. */
export function tlsOptions({ mode, ca }: TlsSettings): ConnectionOptions {
  return { rejectUnauthorized: mode === 'verify', minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) };
}

/** An option that is a text. */
export function textOption(pattern: RegExp, allowed: string): OptionRule {
  return (value) => (typeof value === 'string' && pattern.test(value) ? undefined : `Must be ${allowed}.`);
}

/** A DSN's option that says how the connection is encrypted. */
export function dsnTls(modes: Readonly<Record<string, TlsMode>>): DsnOption {
  return (value) =>
    Object.hasOwn(modes, value)
      ? { tls: { mode: modes[value] } }
      : `must be one of ${Object.keys(modes).join(', ')}`;
}

type Wrong = (field: string, message: string) => void;

function text(
  value: unknown,
  field: string,
  wrong: Wrong,
  { longest, empty = false }: { longest: number; empty?: boolean },
): string {
  if (
    typeof value === 'string' &&
    value.length <= longest &&
    (empty || value !== '') &&
    !value.includes('\0')
  )
    return value;
  wrong(field, value === undefined ? 'Must be given.' : `Must be a text of at most ${longest} characters.`);
  return '';
}

/** How a connection is encrypted, `verify` where nothing is said. @param wrong told of each mistake, with the path of the field */
export function parseTls(value: unknown, wrong: (field: string, message: string) => void): TlsSettings {
  const mode: TlsMode = 'verify';
  if (value === undefined) return { mode };
  if (!isRecord(value)) {
    wrong('tls', 'Must be an object with mode and ca.');
    return { mode };
  }
  for (const name of Object.keys(value))
    if (name !== 'mode' && name !== 'ca')
      wrong(`tls/${name}`, 'There is no such field; allowed are mode and ca.');
  if (value.mode !== undefined && !TLS_MODES.includes(value.mode as TlsMode))
    wrong('tls/mode', `Must be one of ${TLS_MODES.join(', ')}.`);
  const { ca } = value;
  const isPem =
    typeof ca === 'string' && ca.length <= LONGEST_CA && ca.includes('-----BEGIN CERTIFICATE-----');
  if (ca !== undefined && !isPem) wrong('tls/ca', 'Must be certificates as PEM, not the path of a file.');
  return { mode: (value.mode as TlsMode | undefined) ?? mode, ...(isPem && { ca }) };
}

function parseOptions(
  value: unknown,
  rules: Readonly<Record<string, OptionRule>>,
  wrong: Wrong,
): Record<string, unknown> {
  if (value === undefined) return {};
  if (!isRecord(value)) {
    wrong('options', 'Must be an object.');
    return {};
  }
  const allowed = Object.keys(rules).join(', ') || 'none';
  for (const [name, given] of Object.entries(value)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const mistake = rule ? rule(given) : `There is no such option; allowed are: ${allowed}.`;
    if (mistake !== undefined) wrong(`options/${name}`, mistake);
  }
  return { ...value };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
