// npm test [-- part …]: every check and test, one after the other. REQUIRE_ALL=1 makes what is skipped a failure.
// The last line is always "N passed, N failed", with ", N skipped" behind it where something was skipped.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireAll, total } from './test/outcome.mjs';
import { STEPS } from './test/steps.mjs';

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

for (const [index, name] of names.entries()) {
  const { title, run } = STEPS[name];
  console.log(`\n── ${index + 1}/${names.length} ${title}`);
  const outcome = await run(root);
  outcomes.push({ title, ...(strict ? requireAll(outcome) : outcome) });
  console.log(`   ${line(outcomes.at(-1))}`);
}

console.log('\n── Summary');
for (const outcome of outcomes) {
  console.log(`   ${outcome.title.padEnd(36)} ${line(outcome)}`);
  for (const note of outcome.notes) console.log(`     ${note}`);
}
if (strict && outcomes.some(({ notes }) => notes.some((note) => note.startsWith('skipped')))) {
  console.log('   REQUIRE_ALL=1: what was skipped counts as failed.');
}
console.log(`\n${total(outcomes)}`);
process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0;

function line(outcome) {
  const { passed, failed, skipped, seconds } = outcome;
  const verdict = failed > 0 ? 'FAILED' : passed > 0 ? 'ok' : 'SKIPPED';
  return `${verdict.padEnd(8)} ${total([{ passed, failed, skipped }])} in ${seconds} s`;
}
