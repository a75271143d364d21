// npm test [-- part …]: every check and test. REQUIRE_ALL=1 makes what is skipped a failure.
// The last line is always "N passed, N failed", with ", N skipped" behind it where something was skipped.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireAll, total } from './test/outcome.mjs';
import { interruption } from './test/run-command.mjs';
import { STEPS } from './test/steps.mjs';

/** What needs no services, and so leaves a core to the checks. */
const BEFORE_SERVICES = ['build', 'generated', 'unit'];
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}"; parts are ${Object.keys(STEPS).join(', ')}.`);
  process.exit(2);
}
const names = asked.length > 0 ? asked : Object.keys(STEPS);
const strict = process.env.REQUIRE_ALL === '1';
const outcomes = [];

const beside = names.filter((name) => STEPS[name].beside);
const [early, late] = split(
  names.filter((name) => !STEPS[name].beside),
  (name) => BEFORE_SERVICES.includes(name),
);
await Promise.all([inOrder(beside), inOrder(early)]);
await inOrder(late);

console.log('\n── Summary');
for (const outcome of names.flatMap((name) => outcomes.filter(({ title }) => title === STEPS[name].title))) {
  console.log(`   ${outcome.title.padEnd(36)} ${line(outcome)}`);
  for (const note of outcome.notes) console.log(`     ${note}`);
}
if (strict && outcomes.some(({ notes }) => notes.some((note) => note.startsWith('skipped')))) {
  console.log('   REQUIRE_ALL=1: what was skipped counts as failed.');
}
if (interruption.signal) console.log(`   Interrupted by ${interruption.signal}: the rest was not run.`);
console.log(`\n${total(outcomes)}`);
process.exitCode = interruption.signal || outcomes.some(({ failed }) => failed > 0) ? 1 : 0;

async function inOrder(steps) {
  for (const name of steps) {
    if (interruption.signal) return;
    const { title, run } = STEPS[name];
    console.log(`\n── ${names.indexOf(name) + 1}/${names.length} ${title}`);
    const outcome = await run(root);
    outcomes.push({ title, ...(strict ? requireAll(outcome) : outcome) });
    console.log(`   ${title}: ${line(outcomes.at(-1))}`);
  }
}

function split(list, first) {
  return [list.filter(first), list.filter((item) => !first(item))];
}

function line(outcome) {
  const { passed, failed, skipped, seconds } = outcome;
  const verdict = failed > 0 ? 'FAILED' : passed > 0 ? 'ok' : 'SKIPPED';
  return `${verdict.padEnd(8)} ${total([{ passed, failed, skipped }])} in ${seconds} s`;
}
