import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  example?: unknown;
  default?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  minimum?: number;
  minLength?: number;
  minItems?: number;
}

interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema?: Schema;
  example?: unknown;
}

/** One operation of `openapi.json`. */
export interface ApiOperation {
  /** `GET /api/v1/users/{id}` */
  route: string;
  method: string;
  path: string;
  parameters: Parameter[];
  /** By media type. */
  bodies: Record<string, Media>;
  /** That it may answer with, such as `200` and `404`. */
  statuses: string[];
}

interface Document {
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, Schema> };
}

interface RawOperation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, unknown>;
}

const DEEPEST = 8;
const document = JSON.parse(readFileSync(join(process.cwd(), 'openapi.json'), 'utf8')) as Document;

/** Every operation of `openapi.json`. */
export const OPERATIONS: readonly ApiOperation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    route: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    parameters: operation.parameters ?? [],
    bodies: operation.requestBody?.content ?? {},
    statuses: Object.keys(operation.responses),
  })),
);

/** A body that the document shows for an operation, or one made from its schema; undefined when it takes none. */
export function sampleBody(operation: ApiOperation): unknown {
  const media = operation.bodies['application/json'];
  if (!media) return undefined;
  const [shown] = Object.values(media.examples ?? {});
  return media.example ?? shown?.value ?? sampleOf(media.schema ?? {});
}

/** A value of a parameter. */
export function sampleParameter({ example, schema }: Parameter): string {
  return String(example ?? sampleOf(schema ?? { type: 'string' }));
}

/** The smallest value that a schema allows, with its examples where it has some. */
export function sampleOf(given: Schema, depth = 0): unknown {
  const schema = resolve(given);
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (depth > DEEPEST) return null;
  const [alternative] = schema.oneOf ?? schema.anyOf ?? [];
  if (alternative) return sampleOf(alternative, depth + 1);
  if (schema.allOf) {
    const parts = schema.allOf.map((part) => sampleOf(part, depth + 1));
    return parts.length === 1 ? parts[0] : Object.assign({}, ...parts);
  }
  if (schema.properties) {
    return Object.fromEntries(
      (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {}, depth + 1)]),
    );
  }
  if (schema.type === 'array') return schema.minItems ? [sampleOf(schema.items ?? {}, depth + 1)] : [];
  if (schema.type === 'object') return {};
  if (schema.type === 'number' || schema.type === 'integer') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return false;
  if (schema.format === 'uuid') return crypto.randomUUID();
  if (schema.format === 'date-time') return '2026-01-01T00:00:00Z';
  return 'x'.repeat(Math.max(1, schema.minLength ?? 0));
}

/** A schema without the reference to it. */
export function resolve(schema: Schema): Schema {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  return name === undefined ? schema : resolve(document.components.schemas[name] ?? {});
}
