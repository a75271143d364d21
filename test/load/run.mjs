// node test/load/run.mjs <program>: compiles the sources into a folder of its own and runs test/load/<program>.ts.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const cache = path.join(root, 'node_modules', '.cache');
mkdirSync(cache, { recursive: true });
const dir = mkdtempSync(path.join(cache, 'vitrine-load-'));
try {
  const [program, ...args] = process.argv.slice(2);
  const swc = path.join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
  execFileSync(process.execPath, [swc, 'libs', 'apps', 'scripts', 'test', '-d', dir, '--quiet'], {
    cwd: root,
  });
  const entry = path.join(dir, 'test', 'load', `${program}.js`);
  const run = spawnSync(process.execPath, ['--expose-gc', entry, ...args], { cwd: root, stdio: 'inherit' });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
