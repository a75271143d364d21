const { existsSync, statSync } = require('node:fs');
const { registerHooks } = require('node:module');
const path = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');

const LIB = /^@app\/([^/]+)$/;
const GLOBALS = path.join(__dirname, 'globals.cjs');
let installed = false;
let transforms;

exports.GLOBALS = GLOBALS;

/** Teaches Node's loader what tsconfig.json and .swcrc say: `@app/<lib>`, imports without extension, TypeScript. */
exports.install = function install(root) {
  if (installed) return;
  installed = true;
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === '@jest/globals')
        return { url: pathToFileURL(GLOBALS).href, format: 'commonjs', shortCircuit: true };
      const file = typeScriptFile(root, specifier, context.parentURL);
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

function typeScriptFile(root, specifier, parent) {
  const lib = LIB.exec(specifier);
  if (lib) return path.join(root, 'libs', lib[1], 'src/index.ts');
  const wanted = specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier;
  if (wanted.endsWith('.ts') && wanted.startsWith(root + path.sep)) return wanted;
  if (!wanted.startsWith('.') || !parent?.startsWith('file:')) return undefined;
  const from = fileURLToPath(parent);
  if (!from.endsWith('.ts')) return undefined;
  const base = path.resolve(path.dirname(from), wanted);
  return [base, `${base}.ts`, base.replace(/\.js$/, '.ts'), path.join(base, 'index.ts')].find(
    (file) => file.endsWith('.ts') && existsSync(file) && statSync(file).isFile(),
  );
}
