import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const LINE = /^([│ ├└─]*)(\S.*) \(([A-Z, ]+)\)$/;
const INDENT = 4;

/** What the HTTP server itself would answer, as `GET /api/v1/users/{id}`: from its own tree, whoever registered it. */
export function servedRoutes(app: NestFastifyApplication): string[] {
  const tree = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, branch, own, methods] = LINE.exec(line) ?? [];
    if (branch === undefined || own === undefined || methods === undefined) return [];
    const depth = branch.length / INDENT - 1;
    above.length = depth;
    above.push(`${above[depth - 1] ?? ''}${own}`);
    const path = (above[depth] ?? '').replaceAll(/:(\w+)/g, '{$1}');
    return methods
      .split(', ')
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${path}`);
  });
}
