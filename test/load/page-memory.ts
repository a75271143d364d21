// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { anApiWorld } from '../support/api-source';
import { startSampleApi } from '../support/sample-api';

const MIB = 1_048_576;
/** So that what is no longer needed is given back: a process with more memory lets it lie for a while. */
const HEAP_MIB = 1_024;
const PAGE = 32 * MIB - 1_024;

/** Records that pages are made of: what nobody would send, and what many do. */
const RECORDS: Record<string, (index: number) => string> = {
  'empty objects': () => '{}',
  'empty lists': () => '[]',
  'lists in lists': () => '[[[]]]',
  'names of their own': (index) => `{"${index.toString(36)}":0}`,
  'numbers as names': (index) => `{"${1_000_000_000 + index}":1}`,
  texts: (index) => `"${index.toString(36)}"`,
  orders: (index) =>
    `{"id":${index},"at":"2026-11-24T12:00:00Z","amount":${index * 1.5},"customer":{"country":"DE","name":"Somebody ${index}"}}`,
};

/**
 * What a process takes that reads pages of 32 MiB from several APIs at once: its largest size before and while it reads, and how they ended.
 * The heap has at most 1 GiB.
 * Arguments: APIs at once (4), memory for pages in MiB (384; 65536 is as good as without a bound).
 */
async function main(): Promise<void> {
  const [apis = '4', memoryMb = '384', only] = process.argv.slice(2);
  if (only !== undefined) return one(Number(apis), Number(memoryMb), only);
  console.log(
    `${apis} APIs at once, ${memoryMb} MiB for pages\nrecords              MiB before  at most  seconds  ends`,
  );
  for (const name of Object.keys(RECORDS)) {
    const args = [`--max-old-space-size=${HEAP_MIB}`, __filename, apis, memoryMb, name];
    const { stdout, status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    console.log(status === 0 ? String(stdout).trimEnd() : `${name.padEnd(20)} ends for want of memory`);
  }
}

async function one(apis: number, memoryMb: number, name: string): Promise<void> {
  const record = RECORDS[name] as (index: number) => string;
  const api = await startSampleApi(() => (reply) => void page(reply, record));
  const world = anApiWorld({ memoryMb, waits: true });
  const before = process.resourceUsage().maxRSS / 1_024;
  const began = performance.now();
  const ends = await Promise.all(
    Array.from({ length: apis }, async (_, n) => {
      const source = world.source(
        { url: `${api.url}/${n}`, maxBytes: 33_554_432, timeoutMs: 120_000 },
        `${n}`,
      );
      let count = 0;
      try {
        for await (const { records } of source.read(null, {
          signal: new AbortController().signal,
          batchSize: 500,
        }))
          count += records.length;
        return `${count} records`;
      } catch (error) {
        return (error as { reason: string }).reason;
      }
    }),
  );
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const most = process.resourceUsage().maxRSS / 1_024;
  const columns = [before.toFixed(0).padStart(10), most.toFixed(0).padStart(8), seconds.padStart(8)];
  console.log(`${name.padEnd(20)} ${columns.join(' ')}  ${[...new Set(ends)].join(', ')}`);
  await api.close();
}

/** Made while it is sent, so that the server takes none of the memory. */
async function page(reply: ServerResponse, record: (index: number) => string): Promise<void> {
  reply.writeHead(200, { 'content-type': 'application/json' });
  const closed = once(reply, 'close');
  let sent = 1;
  reply.write('[');
  for (let index = 0; sent < PAGE && !reply.destroyed;) {
    const some: string[] = [];
    for (let length = 0; length < 65_536 && sent + length < PAGE; index++) {
      some.push(`${index === 0 ? '' : ','}${record(index)}`);
      length += (some.at(-1) as string).length;
    }
    const text = some.join('');
    sent += text.length;
    if (!reply.write(text)) await Promise.race([once(reply, 'drain'), closed]);
  }
  reply.end(']');
}

void main();
