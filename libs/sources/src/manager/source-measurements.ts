import { Injectable } from '@nestjs/common';
import { MEASUREMENTS, Telemetry } from '@app/platform';
import { DataSourceManager } from './data-source-manager';

/** How many sources are open, and how often they fail. */
@Injectable()
export class SourceMeasurements {
  constructor(telemetry: Telemetry, manager: DataSourceManager) {
    telemetry.reading(MEASUREMENTS.sourcesOpen, () =>
      Object.entries(manager.stats().open).map(([kind, value]) => ({ value, labels: { kind } })),
    );
    telemetry.reading(MEASUREMENTS.sourceFailures, () =>
      manager.stats().failures.map(({ kind, reason, count }) => ({ value: count, labels: { kind, reason } })),
    );
  }
}
