import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/**
 * What a client written for the schema `wanted` would miss in `given`: types, fields, arguments and values that are gone or of
 * another type, and arguments that have become necessary.
 */
export function schemaDifferences(wanted: string, given: string): string[] {
  const [old, now] = [wanted, given].map((text) => buildSchema(text)) as [GraphQLSchema, GraphQLSchema];
  return Object.values(old.getTypeMap()).flatMap((type) => {
    const found = now.getType(type.name);
    if (!found || found.constructor !== type.constructor) return [`${type.name} is gone`];
    if (isEnumType(type) && isEnumType(found)) {
      const names = new Set(found.getValues().map(({ name }) => name));
      return type
        .getValues()
        .flatMap(({ name }) => (names.has(name) ? [] : [`${type.name}.${name} is gone`]));
    }
    if (isInputObjectType(type) && isInputObjectType(found)) {
      const [ours, theirs] = [Object.values(found.getFields()), Object.values(type.getFields())];
      return inputs(type.name, theirs, ours, isRequiredInputField);
    }
    if (!isObjectType(type) || !isObjectType(found)) return [];
    return Object.values(type.getFields()).flatMap((field) => {
      const place = `${type.name}.${field.name}`;
      const own = found.getFields()[field.name];
      if (!own) return [`${place} is gone`];
      const changed = String(own.type) === String(field.type) ? [] : [`${place} is ${String(own.type)}`];
      return [...changed, ...inputs(place, field.args, own.args, isRequiredArgument)];
    });
  });
}

function inputs<T extends GraphQLArgument | GraphQLInputField>(
  place: string,
  wanted: readonly T[],
  given: readonly T[],
  isRequired: (input: T) => boolean,
): string[] {
  const known = new Map(given.map((input) => [input.name, input]));
  const names = new Set(wanted.map(({ name }) => name));
  const changed = wanted.flatMap(({ name, type }) => {
    const own = known.get(name);
    if (!own) return [`${place}(${name}) is gone`];
    return String(own.type) === String(type) ? [] : [`${place}(${name}) is ${String(own.type)}`];
  });
  const added = given.filter((input) => isRequired(input) && !names.has(input.name));
  return [...changed, ...added.map(({ name }) => `${place}(${name}) has become necessary`)];
}
