// A small API to try sources with: the weather of New York, page by page, for whoever has the key, and the files of vega-datasets.
//   node docs/examples/weather-api.mjs            # on 127.0.0.1:8911, or PORT
//   curl 'http://127.0.0.1:8911/v1/history?since=2015-12-30' -H 'x-api-key: a-key-of-the-weather'
//   curl http://127.0.0.1:8911/files/seattle-weather.csv
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const KEY = 'a-key-of-the-weather';
const PAGE = 250;
const FILES = join(dirname(createRequire(import.meta.url).resolve('vega-datasets')), '../data');
const DAYS = readFileSync(join(FILES, 'weather.csv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','))
  .filter(([location]) => location === 'New York')
  .map(([, date, rain, high, low, , weather]) => ({
    date,
    temperature: { high: Number(high), low: Number(low) },
    rain: Number(rain),
    weather,
  }));

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const file = /^\/files\/([\w-]+\.(csv|json))$/.exec(pathname);
  const [status, type, body] = file
    ? fileOf(file)
    : pathname !== '/v1/history'
      ? [404, 'application/json', '{"error":"There is nothing here."}']
      : request.headers['x-api-key'] !== KEY
        ? [401, 'application/json', '{"error":"The header X-API-Key is wrong."}']
        : [200, 'application/json', JSON.stringify(history(searchParams))];
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const isKnown = status === 200 && request.headers['if-none-match'] === etag;
  console.log(request.method, request.url, isKnown ? 304 : status);
  response.writeHead(isKnown ? 304 : status, { 'content-type': type, etag });
  response.end(isKnown ? undefined : body);
});
server.listen(Number(process.env.PORT ?? 8911), '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${server.address().port}`),
);

/** Days from `since` on, and where the next page begins. */
function history(asked) {
  const days = DAYS.filter(({ date }) => date >= (asked.get('since') ?? ''));
  const from = Number(asked.get('cursor') ?? 0);
  const next = from + PAGE < days.length ? String(from + PAGE) : null;
  return { daily: days.slice(from, from + PAGE), next };
}

function fileOf([, name, ending]) {
  try {
    return [200, ending === 'csv' ? 'text/csv' : 'application/json', readFileSync(join(FILES, name))];
  } catch {
    return [404, 'application/json', '{"error":"There is no such file."}'];
  }
}
