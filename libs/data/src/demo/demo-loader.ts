import { Injectable } from '@nestjs/common';
import { PERMISSIONS, type Principal, systemPrincipal } from '@app/auth';
import { CatalogEntries } from '../catalog/catalog-entries';
import { Catalog } from '../catalog/catalog';
import { IngestService } from '../ingest/ingest.service';
import { datasetFolder } from './dataset-folder';
import { type DemoBatch, DatasetReader } from './dataset-reader';
import { DEMO_DATASETS, type DemoDataset } from './demo-dataset';
import { DemoProgress } from './demo-progress';

/** Batches that are written while the next one is read. */
const IN_FLIGHT = 2;

export interface DemoLoad {
  organizationId: string;
  mode: 'sample' | 'full';
  signal: AbortSignal;
  /** Called as it goes on. `loaded` and `total` are rows of all data sets together. */
  onProgress(progress: { dataset: string; loaded: number; total: number }): Promise<void>;
}

interface Part {
  dataset: DemoDataset;
  rows: number;
  loaded: number;
}

/**
 * Loads the demo data through the ingest service, as a client would. What is stored is remembered after each batch, and
 * every point has an id made of its row's number: a run that was cut continues, and one batch at most is sent twice.
 */
@Injectable()
export class DemoLoader {
  constructor(
    private readonly ingest: IngestService,
    private readonly catalog: Catalog,
    private readonly entries: CatalogEntries,
    private readonly progress: DemoProgress,
  ) {}

  /** Whether all of a mode is stored. */
  async isComplete(organizationId: string, mode: 'sample' | 'full'): Promise<boolean> {
    return (await this.progress.rowsLoaded(organizationId, completionOf(mode))) > 0;
  }

  /** @returns how many points this run stored */
  async load(request: DemoLoad): Promise<{ points: number }> {
    const { organizationId, mode } = request;
    const principal = systemPrincipal('demo', organizationId, PERMISSIONS);
    const reader = await DatasetReader.open(datasetFolder());
    try {
      await this.describe(principal);
      const parts = await Promise.all(DEMO_DATASETS.map((dataset) => this.measure(reader, dataset, request)));
      const total = parts.reduce((sum, { rows }) => sum + rows, 0);
      const report = (part: Part): Promise<void> => {
        const loaded = parts.reduce((sum, each) => sum + each.loaded, 0);
        return request.onProgress({ dataset: part.dataset.name, loaded, total });
      };
      let points = 0;
      for (const part of parts)
        points += await this.loadPart(reader, principal, part, request.signal, report);
      await this.progress.save(organizationId, completionOf(mode), total);
      return { points };
    } finally {
      reader.close();
    }
  }

  private async measure(reader: DatasetReader, dataset: DemoDataset, request: DemoLoad): Promise<Part> {
    const rows = await reader.count(dataset, request.mode === 'sample');
    const loaded = await this.progress.rowsLoaded(request.organizationId, dataset.name);
    return { dataset, rows, loaded: Math.min(loaded, rows) };
  }

  private async loadPart(
    reader: DatasetReader,
    principal: Principal,
    part: Part,
    signal: AbortSignal,
    report: (part: Part) => Promise<void>,
  ): Promise<number> {
    const { dataset, rows } = part;
    const writing: { batch: DemoBatch; accepted: Promise<number> }[] = [];
    let points = 0;
    // In order: what is remembered must be a beginning of the file without gaps.
    const finishOldest = async (): Promise<void> => {
      const oldest = writing.shift();
      if (!oldest) return;
      points += await oldest.accepted;
      part.loaded = oldest.batch.to;
      await this.progress.save(principal.organizationId, dataset.name, part.loaded);
      await report(part);
    };
    try {
      for await (const batch of reader.read(dataset, part.loaded, rows)) {
        signal.throwIfAborted();
        writing.push({
          batch,
          accepted: this.ingest.ingest(principal, batch.points).then(({ accepted }) => accepted),
        });
        if (writing.length >= IN_FLIGHT) await finishOldest();
      }
      while (writing.length > 0) await finishOldest();
    } finally {
      await Promise.allSettled(writing.map(({ accepted }) => accepted));
    }
    return points;
  }

  /** Leaves entries alone that exist: somebody may have changed them. */
  private async describe(principal: Principal): Promise<void> {
    const measures = DEMO_DATASETS.flatMap((dataset) => dataset.measures);
    const existing = await this.catalog.find(
      principal,
      measures.map(({ metric }) => metric),
      { fresh: true },
    );
    for (const { metric, unit, description, defaultAggregation } of measures) {
      if (!existing.has(metric))
        await this.entries.put(principal, metric, { unit, description, defaultAggregation });
    }
  }
}

function completionOf(mode: 'sample' | 'full'): string {
  return `all of ${mode}`;
}
