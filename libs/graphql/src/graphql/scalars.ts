import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const MOST_LEVELS = 32;

/** An instant as ISO 8601; answers are UTC with milliseconds. */
export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description:
    'An instant as ISO 8601 with an offset or Z, such as `2026-11-23T18:00:00.000Z`; answers are UTC.',
  serialize: (value) => (value instanceof Date ? value : new Date(value as string)).toISOString(),
  parseValue: (value) => parseInstant(value),
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : undefined, node),
});

/** Any value of JSON, as it is. */
export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any value of JSON.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => {
    assertLevels(node);
    return valueFromASTUntyped(node, variables);
  },
});

function parseInstant(value: unknown, nodes?: ValueNode): string {
  if (typeof value === 'string' && DATE_TIME.test(value)) return value;
  throw new GraphQLError('must be a text such as "2026-11-23T18:00:00Z".', { nodes });
}

/** The same as for bodies, where variables are. */
function assertLevels(root: ValueNode): void {
  let level: ValueNode[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS)
      throw new GraphQLError(`nests deeper than ${MOST_LEVELS} levels.`, { nodes: root });
    level = level.flatMap((node) => {
      if (node.kind === Kind.LIST) return [...node.values];
      return node.kind === Kind.OBJECT ? node.fields.map(({ value }) => value) : [];
    });
  }
}
