// A stand-in for the HTTP interface of a ClickHouse server, before the real engine (chdb), in a process of its own:
//   node clickhouse-server.mjs <folder of the module chdb> <data folder> <password of `reader`>
// It prints its port. `reader` is a user whose profile is the default one; `admin` (no password) may do everything.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [chdb, folder, password] = process.argv.slice(2);
const { Session } = createRequire(join(chdb, 'package.json'))('.');
/** Sessions of one folder share its tables, and each runs its statement beside the others. */
const keeper = new Session(folder);
const NO_SETTINGS = new Set([
  'query',
  'database',
  'query_id',
  'session_id',
  'wait_end_of_query',
  'application',
]);
const FORMAT = /\s+FORMAT\s+(\w+)\s*$/i;
/** Statements by the ids that clients gave them. */
const running = new Set();

const server = createServer((request, response) => {
  answer(request, response).catch((error) => fail(response, error));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.once('SIGTERM', () => process.exit(0));
process.stdin.on('end', () => process.exit(0)).resume();

async function answer(request, response) {
  const { searchParams } = new URL(request.url, 'http://localhost');
  const [user, given] = credentials(request);
  const isKnown = user === 'admin' || (user === 'reader' && given === password);
  if (!isKnown)
    throw new Error(`Code: 516. DB::Exception: ${user}: Authentication failed. (AUTHENTICATION_FAILED)`);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const sql = (searchParams.get('query') ?? '') + Buffer.concat(chunks).toString();
  const kill = /^\s*KILL QUERY\s+WHERE\s+query_id\s*=\s*\{id:String\}/i.test(sql);
  if (kill) await end(searchParams.get('param_id'));
  if (kill || sql === '') response.end();
  else await run(sql, searchParams, response);
}

async function run(sql, searchParams, response) {
  const id = searchParams.get('query_id') ?? '';
  const session = new Session(folder);
  running.add(id);
  response.once('close', () => {
    if (
      !response.writableFinished &&
      searchParams.get('cancel_http_readonly_queries_on_client_close') === '1'
    )
      void end(id);
  });
  try {
    const settings = [...searchParams].filter(([name]) => !NO_SETTINGS.has(name));
    // As its server does: all that is asked for is set at once, and only then is the session read-only.
    const order = settings.toSorted(([a], [b]) => Number(a === 'readonly') - Number(b === 'readonly'));
    for (const [name, value] of order) await session.queryAsync(`SET ${name} = ${literal(value)}`);
    const format = FORMAT.exec(sql)?.[1];
    const marked = `/* ${marker(id)} */ ${sql.replace(FORMAT, '')}`;
    const database = searchParams.get('database');
    if (database) await session.queryAsync(`USE ${database}`);
    const result = await session.queryAsync(marked, { format: format ?? 'TabSeparated' });
    response.setHeader('X-ClickHouse-Query-Id', id);
    response.end(result.bytes());
  } finally {
    running.delete(id);
    session.close();
  }
}

function credentials(request) {
  const basic = /^Basic (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const text = Buffer.from(basic, 'base64').toString();
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}

async function end(id) {
  if (running.has(id))
    await keeper.queryAsync(`KILL QUERY WHERE query LIKE '%${marker(id)}%' AND query NOT LIKE 'KILL%' ASYNC`);
}

const marker = (id) => `marker-${id.replaceAll(/[^\w-]/g, '')}`;
const literal = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function fail(response, error) {
  const text = String(error.message);
  const code = /Code: (\d+)/.exec(text)?.[1];
  if (code) response.setHeader('X-ClickHouse-Exception-Code', code);
  response.statusCode = code === '516' ? 403 : 500;
  response.end(text);
}
