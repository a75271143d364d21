const { existsSync, statSync } = require('node:fs');
const { registerHooks } = require('node:module');
const path = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');

const GLOBALS = path.join(__dirname, 'globals.cjs');
let installed = false;
let transforms;

exports.GLOBALS = GLOBALS;

/** Teaches Node's loader what jest is configured with: names of our own (`@app/<lib>`), imports without extension, TypeScript. */
exports.install = function install({ rootDir, moduleNameMapper }) {
  if (installed) return;
  installed = true;
  const names = moduleNameMapper.map(([pattern, file]) => [new RegExp(pattern), file]);
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === '@jest/globals')
        return { url: pathToFileURL(GLOBALS).href, format: 'commonjs', shortCircuit: true };
      const file = typeScriptFile({ rootDir, names }, specifier, context.parentURL);
      return file
        ? { url: pathToFileURL(file).href, format: 'commonjs', shortCircuit: true }
        : next(specifier, context);
    },
    load: (url, context, next) => {
      if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
      const source = transforms.transform(fileURLToPath(url), {
        isInternalModule: false,
        supportsDynamicImport: true,
        supportsExportNamespaceFrom: false,
        supportsStaticESM: false,
        supportsTopLevelAwait: false,
      });
      return { format: 'commonjs', source, shortCircuit: true };
    },
  });
};

/** The cached transforms of the file that runs now. */
exports.transformWith = function transformWith(cache) {
  for (const [file, map] of transforms?.getSourceMaps() ?? []) cache.getSourceMaps().set(file, map);
  transforms = cache;
};

function typeScriptFile({ rootDir, names }, specifier, parent) {
  const own = names.find(([pattern]) => pattern.test(specifier));
  if (own) return specifier.replace(...own);
  const wanted = specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier;
  if (wanted.endsWith('.ts') && wanted.startsWith(rootDir + path.sep)) return wanted;
  if (!wanted.startsWith('.') || !parent?.startsWith('file:')) return undefined;
  const from = fileURLToPath(parent);
  if (!from.endsWith('.ts')) return undefined;
  const base = path.resolve(path.dirname(from), wanted);
  return [base, `${base}.ts`, base.replace(/\.js$/, '.ts'), path.join(base, 'index.ts')].find(
    (file) => file.endsWith('.ts') && existsSync(file) && statSync(file).isFile(),
  );
}
