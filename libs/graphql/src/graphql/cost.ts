import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';
import { AppError } from '@app/platform';
import type { CostBudget, GraphqlOperation } from '../graphql-operation';

const ESTIMATORS = [fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 1 })];

interface Estimated {
  args: Record<string, unknown>;
  childComplexity: number;
}

/** Option `complexity` of a field that itself costs `own`, and once what is asked inside it. */
export function cost(own: number): (field: Estimated) => number {
  return ({ childComplexity }) => own + childComplexity;
}

/**
 * Option `complexity` of a field with a list.
 * @param list.own what the field itself costs
 * @param list.size how many elements it is taken to have, unless its argument `limit` says
 * @param list.share what an element costs of what is asked inside it
 */
export function listCost(list: { own: number; size: number; share?: number }): (field: Estimated) => number {
  return ({ args, childComplexity }) => {
    const size = typeof args.limit === 'number' && args.limit >= 0 ? args.limit : list.size;
    return Math.ceil(list.own + size * (list.share ?? 1) * childComplexity);
  };
}

/**
 * Takes the cost of an operation, which is valid, from what is left of its request's.
 * @throws AppError LIMIT_EXCEEDED
 */
export function charge(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operationName, variables }: GraphqlOperation,
  budget: CostBudget,
): void {
  const asked = estimate({ schema, query: document, variables, ...(operationName && { operationName }) });
  if (asked > budget.left) {
    throw new AppError(
      'LIMIT_EXCEEDED',
      `This costs ${asked}, and ${budget.left} is what the request may still cost: ask for fewer elements of lists, or for less of each.`,
    );
  }
  budget.left -= asked;
}

function estimate(question: Omit<Parameters<typeof getComplexity>[0], 'estimators'>): number {
  try {
    return getComplexity({ ...question, estimators: ESTIMATORS });
  } catch (error) {
    if (error instanceof GraphQLError) throw new AppError('VALIDATION_FAILED', error.message);
    throw error;
  }
}
