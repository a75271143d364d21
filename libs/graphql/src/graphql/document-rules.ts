import { type ASTNode, type DocumentNode, Kind, visit } from 'graphql';
import { type AppConfig, AppError, textErrors } from '@app/platform';
import { documentSize } from './document-size';

type DocumentLimits = Pick<AppConfig, 'graphqlDepthMax' | 'graphqlFieldsMax' | 'graphqlAliasesMax'>;

/**
 * What is asked of a document before the rules of GraphQL are applied to it, some of which take a time that grows with the square
 * of its fields.
 * @throws AppError 400
 */
export function assertDocument(document: DocumentNode, limits: DocumentLimits, introspection: boolean): void {
  const { depth, fields, aliases } = documentSize(document);
  assertAtMost('levels of fields', depth, limits.graphqlDepthMax);
  assertAtMost('fields', fields, limits.graphqlFieldsMax);
  assertAtMost('aliases', aliases, limits.graphqlAliasesMax);
  visit(document, {
    enter(node) {
      if (!introspection && isIntrospection(node))
        throw new AppError('VALIDATION_FAILED', 'The schema is not told here; it is in schema.graphql.');
      const text = textOf(node);
      const [error] = text === undefined ? [] : textErrors(text, '');
      if (error) throw new AppError('VALIDATION_FAILED', error.message);
    },
  });
}

function assertAtMost(what: string, given: number, allowed: number): void {
  if (given <= allowed) return;
  throw new AppError('LIMIT_EXCEEDED', `A document has at most ${allowed} ${what} (given: ${given}).`);
}

function isIntrospection(node: ASTNode): boolean {
  return node.kind === Kind.FIELD && ['__schema', '__type'].includes(node.name.value);
}

/** The texts of variables are those of the body, which every request is asked. */
function textOf(node: ASTNode): string | undefined {
  return node.kind === Kind.STRING ? node.value : undefined;
}
