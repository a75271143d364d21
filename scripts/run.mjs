// node scripts/run.mjs <command> [arguments]: builds what is out of date, then runs dist/scripts/<command>.js.
// node scripts/run.mjs build: only builds.
// Plain JavaScript that old versions of Node can read, so that they can be told what is missing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = [22, 19];
const SOURCES = ['apps', 'libs', 'scripts'];
const require = createRequire(import.meta.url);
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');

try {
  checkNode();
  build();
  const [command, ...args] = process.argv.slice(2);
  if (command !== 'build') await run(command, args);
} catch (error) {
  // An expected error says all in its message; of any other the place is needed.
  const expected = error instanceof Error && ['Error', 'LockedError'].includes(error.name);
  console.error(expected ? `\n${error.message}` : error);
  process.exitCode = 1;
}

async function run(command, args) {
  const entry = path.join(dist, 'scripts', `${command}.js`);
  if (!command || !fs.existsSync(entry)) throw new Error(`There is no command "${command || ''}".`);
  process.setSourceMapsEnabled(true);
  // Paths in arguments are meant from where the user is; npm says where that was.
  process.env.INIT_CWD = process.env.INIT_CWD || process.cwd();
  process.chdir(root);
  await require(entry).main(args);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  throw new Error(
    `Vitrine needs Node ${NEEDED.join('.')} or newer; this is Node ${process.versions.node} (${process.execPath}).\n` +
      'On Linux (x64, arm64) "npm ci" puts a fitting Node into node_modules/.bin, and npm scripts use that one:\n' +
      'install without --omit=optional and start with "npm start". Elsewhere install Node 24 from https://nodejs.org.',
  );
}

/** Builds into a folder of its own and renames that, so a crash leaves no half build. */
function build() {
  if (!SOURCES.every((folder) => fs.existsSync(path.join(root, folder)))) return; // an image without sources
  const sources = fingerprint();
  if (builtFrom() === sources) return;

  const began = Date.now();
  clearRemains();
  const fresh = path.join(root, `dist.${process.pid}.new`);
  const old = path.join(root, `dist.${process.pid}.old`);
  const swc = path.join(path.dirname(require.resolve('@swc/cli/package.json')), 'bin', 'swc.js');
  const run = spawnSync(process.execPath, [swc, ...SOURCES, '-d', fresh, '--quiet'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (run.status !== 0) {
    remove(fresh);
    throw new Error(`The build failed.\n${run.error ? run.error.message : run.stdout + run.stderr}`);
  }
  fs.writeFileSync(path.join(fresh, '.sources'), sources);
  try {
    if (fs.existsSync(dist)) fs.renameSync(dist, old);
    fs.renameSync(fresh, dist);
  } catch (error) {
    if (builtFrom() !== sources) throw error; // else another command has just finished the same build
  } finally {
    remove(fresh);
    remove(old);
  }
  console.log(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

function builtFrom() {
  const file = path.join(dist, '.sources');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

/** Changes with every source file added, removed or written. */
function fingerprint() {
  const hash = createHash('sha256');
  const add = (file) => {
    const { size, mtimeMs } = fs.statSync(path.join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  };
  const walk = (folder) => {
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = path.join(folder, entry.name);
      if (entry.isDirectory()) walk(name);
      else if (name.endsWith('.ts') && !name.endsWith('.spec.ts')) add(name);
    }
  };
  SOURCES.forEach(walk);
  ['.swcrc', 'package-lock.json'].forEach(add);
  return hash.digest('hex');
}

/** Folders of builds whose process was killed. */
function clearRemains() {
  for (const name of fs.readdirSync(root)) {
    const match = /^dist\.(\d+)\.(new|old)$/.exec(name);
    if (!match) continue;
    try {
      process.kill(Number(match[1]), 0);
    } catch (error) {
      if (error.code === 'ESRCH') remove(path.join(root, name));
    }
  }
}

/** A build that was cut short may write for a moment longer. */
function remove(folder) {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
