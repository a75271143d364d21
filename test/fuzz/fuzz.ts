import { parseArgs } from 'node:util';
import { LOGIN, LoadService } from '../load/load-service';
import { fuzz } from '../support/fuzz/fuzz';
import { TwoOrganizations } from '../support/fuzz/two-organizations';
import { login } from '../support/world';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    rounds: { type: 'string', default: '20000' },
  },
});
const MOST_SHOWN = 50;

/** An api on a database of its own, attacked for a while. Ends with 1 when anything was found. */
async function main(): Promise<void> {
  const [seed, rounds] = [Number(values.seed), Number(values.rounds)];
  console.log(`seed ${seed}, ${rounds} rounds (again: --seed ${seed} --rounds ${rounds})`);
  const service = await LoadService.start();
  try {
    await service.startApi({ EVENT_LOOP_LAG_MAX_MS: '60000', LOG_LEVEL: 'warn' });
    const two = await TwoOrganizations.make(
      service.url,
      await login(service.url, LOGIN.email, LOGIN.password),
    );
    const { findings, statuses } = await fuzz({
      url: service.url,
      principals: () => two.principals(),
      seed,
      rounds,
    });
    console.log(Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)));
    for (const finding of findings.slice(0, MOST_SHOWN)) console.log(JSON.stringify(finding));
    console.log(`${findings.length} findings`);
    process.exitCode = findings.length > 0 ? 1 : 0;
  } finally {
    await service.stop();
  }
}

void main();
