import type { Principal } from '@app/auth';
import { AppError } from '@app/platform';
import type { Catalog } from './catalog';
import type { CatalogMetric } from './catalog-metric';

/** A metric by its name, as it is now. @throws AppError 422 UNKNOWN_METRIC for none, and for one that the data policy hides */
export async function visibleMetric(
  catalog: Catalog,
  principal: Principal,
  name: string,
): Promise<CatalogMetric> {
  const metric = (await catalog.find(principal, [name], { fresh: true })).get(name);
  const hidden = Object.keys(principal.dataPolicy).some(
    (dimension) => !metric?.dimensions.includes(dimension),
  );
  if (metric && !hidden) return metric;
  const message = `There is no metric ${JSON.stringify(name)} that you can see.`;
  throw new AppError('UNKNOWN_METRIC', message, { errors: [{ pointer: '/metric', message }] });
}
