import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { MEASUREMENTS } from './measurements';
import { Telemetry } from './telemetry';

const RESOLUTION_MS = 20;
const NS_PER_SECOND = 1e9;

/** Processor, memory and event loop of this process. */
@Injectable()
export class ProcessMeasurements implements OnApplicationShutdown {
  /** One for each reader: reading begins a new interval. */
  private readonly delays = { prometheus: delayMonitor(), points: delayMonitor() };

  constructor(telemetry: Telemetry) {
    telemetry.reading(MEASUREMENTS.cpu, () => {
      const { user, system } = process.cpuUsage();
      return [{ value: (user + system) / 1e6 }];
    });
    telemetry.reading(MEASUREMENTS.eventLoopDelay, (reader) => {
      const delay = this.delays[reader];
      // The timer behind it is on time when it comes after its own period.
      const late = delay.percentile(99) / NS_PER_SECOND - RESOLUTION_MS / 1_000;
      delay.reset();
      return [{ value: Math.max(0, late) }];
    });
    telemetry.reading(MEASUREMENTS.residentMemory, () => [{ value: process.memoryUsage.rss() }]);
    telemetry.reading(MEASUREMENTS.heapMemory, () => [{ value: process.memoryUsage().heapUsed }]);
  }

  onApplicationShutdown(): void {
    for (const delay of Object.values(this.delays)) delay.disable();
  }
}

function delayMonitor() {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return delay;
}
