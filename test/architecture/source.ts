import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import * as ts from 'typescript';

/** One parsed source file; `path` is relative to the repository, with forward slashes. */
export interface Source {
  path: string;
  text: string;
  tree: ts.SourceFile;
}

const ROOTS = ['apps', 'libs', 'scripts', 'test'];
const LEFT_OUT = /(^|\/)(node_modules|generated)(\/|$)/;

/** Every TypeScript file and script of the repository. */
export function readSources(root: string): Source[] {
  return ROOTS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((path) => /\.(ts|mjs)$/.test(path) && !LEFT_OUT.test(path))
      .map((path) => parse(path, readFileSync(join(root, path), 'utf8'))),
  );
}

export function parse(path: string, text: string): Source {
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true) };
}

/** One `import … from`, `export … from`, `import()` or `require()`. */
export interface Import {
  specifier: string;
  /** Names taken from it, as the other side calls them. */
  names: string[];
}

export function importsOf({ tree }: Source): Import[] {
  const found: Import[] = [];
  visit(tree, (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      found.push({ specifier: (node.moduleSpecifier as ts.StringLiteral).text, names: importedNames(node) });
    } else if (ts.isCallExpression(node) && isImportCall(node)) {
      const [target] = node.arguments;
      if (target && ts.isStringLiteralLike(target)) found.push({ specifier: target.text, names: [] });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      found.push({ specifier: (node.argument.literal as ts.StringLiteral).text, names: [] });
    }
  });
  return found;
}

function isImportCall(node: ts.CallExpression): boolean {
  return (
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require')
  );
}

function importedNames(node: ts.ImportDeclaration | ts.ExportDeclaration): string[] {
  const named = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : node.exportClause;
  if (!named || !(ts.isNamedImports(named) || ts.isNamedExports(named))) return [];
  return named.elements.map((element) => (element.propertyName ?? element.name).text);
}

/** Where a relative specifier points to, without extension; undefined for packages and libs. */
export function resolveRelative(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier).replace(/\.(ts|mjs|js)$/, '');
}

/** The lib a path lies in: `data` for `libs/data/src/x.ts`. */
export function libOf(path: string): string | undefined {
  return /^libs\/([^/]+)\//.exec(path)?.[1];
}

export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

/** Names of the decorators on a class or method: `Get` for `@Get('x')`. */
export function decoratorsOf(node: ts.Node): string[] {
  if (!ts.canHaveDecorators(node)) return [];
  return (ts.getDecorators(node) ?? []).map(({ expression }) => {
    const callee = ts.isCallExpression(expression) ? expression.expression : expression;
    return ts.isIdentifier(callee) ? callee.text : callee.getText();
  });
}
