import type { DatabaseForm } from './database-form';

const LONGEST_DSN = 2_048;
/** What may stand beside a `url`. */
const BESIDE = new Set(['kind', 'url', 'tls', 'options']);

/**
 * Takes a DSN apart into the fields of a connection. Of its options only those that the kind knows are taken: drivers have others that
 * read files, open sockets or run several statements.
 */
export function readDsn<K extends string>(
  { url: dsn, ...beside }: Record<string, unknown>,
  form: DatabaseForm<K>,
  wrong: (field: string, message: string) => void,
): Record<string, unknown> {
  for (const name of Object.keys(beside))
    if (!BESIDE.has(name)) wrong(name, 'Must not be given beside url, which says it already.');
  const schemes = Object.keys(form.schemes);
  const [scheme = '', parsed] = split(dsn);
  if (!parsed || !schemes.includes(scheme) || parsed.hash !== '') {
    wrong(
      'url',
      `Must be ${schemes[0]}://user:password@host:port/database; schemes are ${schemes.join(', ')}.`,
    );
    return { ...beside, host: 'x', database: 'x', user: 'x' };
  }
  let fields: Record<string, unknown> = { ...form.schemes[scheme] };
  try {
    fields = {
      ...fields,
      host: decodeURIComponent(parsed.hostname),
      port: parsed.port === '' ? undefined : Number(parsed.port),
      database: decodeURIComponent(parsed.pathname.slice(1)) || undefined,
      user: decodeURIComponent(parsed.username) || undefined,
      password: decodeURIComponent(parsed.password),
    };
  } catch {
    wrong('url', 'Must escape special characters as %XX.');
  }
  return { ...fields, ...optionsOf(parsed, form, wrong), ...beside };
}

/** The scheme, and the rest as a URL of none that is known: of `https` the parser would drop the port 443. */
function split(dsn: unknown): [string, URL] | [] {
  const [, scheme = '', rest = ''] =
    typeof dsn === 'string' && dsn.length <= LONGEST_DSN ? (/^([A-Za-z]+):\/\/(.+)$/.exec(dsn) ?? []) : [];
  const url = `dsn://${rest}`;
  return rest !== '' && URL.canParse(url) ? [scheme.toLowerCase(), new URL(url)] : [];
}

function optionsOf<K extends string>(
  { searchParams }: URL,
  form: DatabaseForm<K>,
  wrong: (field: string, message: string) => void,
): Record<string, unknown> {
  const allowed = Object.keys(form.dsn).join(', ') || 'none';
  let fields: Record<string, unknown> = {};
  for (const [name, value] of searchParams) {
    const read = Object.hasOwn(form.dsn, name) ? form.dsn[name] : undefined;
    const answer = read?.(value);
    if (answer === undefined)
      wrong('url', `The option ${JSON.stringify(name)} is not allowed; allowed are: ${allowed}.`);
    else if (typeof answer === 'string') wrong('url', `The option ${name} ${answer}.`);
    else fields = { ...fields, ...answer };
  }
  return fields;
}
