import DataLoader from 'dataloader';
import type { GraphqlContext } from '../graphql-operation';

type Load<K, V> = (keys: readonly K[], context: GraphqlContext) => Promise<readonly (V | Error)[]>;

const loaders = new WeakMap<object, WeakMap<object, DataLoader<unknown, unknown>>>();

/**
 * What belongs to `key`, loaded together with everything else that fields of the same request ask of the same `load` in the same
 * moment. Nothing is remembered beyond that moment: what a subscription asks later may be different.
 * @param load one function object for all calls that belong together
 */
export function batched<K, V>(context: GraphqlContext, load: Load<K, V>, key: K): Promise<V> {
  const { req } = context;
  const own = loaders.get(req) ?? new WeakMap<object, DataLoader<unknown, unknown>>();
  loaders.set(req, own);
  let loader = own.get(load) as DataLoader<K, V> | undefined;
  if (!loader) {
    loader = new DataLoader<K, V>((keys) => load(keys, context), { cache: false });
    own.set(load, loader);
  }
  return loader.load(key);
}
