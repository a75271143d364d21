import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolve, type Schema } from './support/api-document';

interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, unknown>;
}

interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; description?: string; schema?: Schema }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> };
}

const document = JSON.parse(readFileSync(join(__dirname, '../openapi.json'), 'utf8')) as Document;
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    method,
    operation,
  })),
);
/** Whether it answers without a credential, though it may answer more with one. */
const isPublic = ({ security = [] }: Operation): boolean =>
  security.some((alternative) => Object.keys(alternative).length === 0);

/** Whether somebody who reads the schema sees what a value looks like. */
function isShown(given: Schema, depth = 0): boolean {
  const schema = resolve(given);
  if ('example' in schema || 'default' in schema || schema.enum || schema.type === 'boolean' || depth > 4)
    return true;
  const alternatives = [...(schema.allOf ?? []), ...(schema.oneOf ?? [])];
  if (alternatives.length > 0) return alternatives.every((alternative) => isShown(alternative, depth + 1));
  if (schema.items) return isShown(schema.items, depth + 1);
  const required = schema.required ?? [];
  return (
    schema.properties !== undefined &&
    required.every((name) => isShown(schema.properties?.[name] ?? {}, depth + 1))
  );
}

describe('openapi.json', () => {
  it('describes the operations of the contract', () => {
    expect(operations.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'POST /api/v1/auth/login',
        'GET /health',
        'GET /health/ready',
        'POST /api/v1/data/points',
      ]),
    );
    expect(
      Object.keys(document.paths).filter((path) => !/^\/(api\/v1|graphql|health|metrics)(\/|$)/.test(path)),
    ).toEqual([]);
  });

  it('gives every operation a name of its own', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  describe.each(operations)('$name', ({ path, operation }) => {
    const statuses = Object.keys(operation.responses);

    it('says what it does', () => {
      expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(operation.summary?.length).toBeGreaterThan(3);
      expect(operation.description?.length).toBeGreaterThan(10);
      expect(operation.tags).toHaveLength(1);
    });

    it('says who may call it', () => {
      const required = operation.security?.flatMap((alternative) => Object.keys(alternative)) ?? [];
      for (const scheme of required) expect(document.components.securitySchemes).toHaveProperty([scheme]);
      expect(isPublic(operation) || required.length > 0).toBe(true);
      if (!isPublic(operation)) expect(statuses).toContain('401');
    });

    it('says what it answers', () => {
      // A form of a page is answered by where to go on.
      const good = statuses.filter((status) => status.startsWith('2') || status === '303');
      expect(good.length).toBeGreaterThan(0);
      for (const status of good.filter((candidate) => candidate === '200')) {
        const media = Object.values(operation.responses[status]?.content ?? {});
        expect(media.length).toBeGreaterThan(0);
        for (const { schema } of media) expect(schema).toBeDefined();
      }
    });

    it('says how it fails, as problem+json; GraphQL in its own way', () => {
      const errors = statuses.filter((status) => /^[45]/.test(status));
      if (path.startsWith('/api/')) expect(errors.length).toBeGreaterThan(0);
      for (const status of path === '/graphql' ? [] : errors) {
        const content = operation.responses[status]?.content ?? {};
        expect([status, Object.keys(content)]).toEqual([status, ['application/problem+json']]);
        expect(content['application/problem+json']?.schema).toEqual({
          $ref: '#/components/schemas/ProblemDto',
        });
      }
      if (operation.requestBody) expect(statuses).toContain('400');
      if (path.includes('{id}')) expect(statuses).toContain('404');
    });

    it('explains its parameters and shows a body', () => {
      for (const { name, description } of operation.parameters ?? [])
        expect([name, description]).toEqual([name, expect.stringMatching(/\w{3}/)]);
      for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
        const shown = 'example' in media || 'examples' in media || isShown(media.schema ?? {});
        expect([type, shown]).toEqual([type, true]);
      }
    });
  });
});
