import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The `data` folder of the installed vega-datasets. @throws Error when the package is not installed */
export function datasetFolder(): string {
  // The package exports neither its package.json nor its data, so walk up from its entry.
  for (let folder = dirname(require.resolve('vega-datasets')); ; folder = dirname(folder)) {
    const data = join(folder, 'data');
    if (existsSync(join(data, 'flights-3m.parquet'))) return data;
    if (folder === dirname(folder))
      throw new Error('The demo data is missing: vega-datasets has no data/flights-3m.parquet.');
  }
}
