import { pino } from 'pino';
import { exposition } from './exposition';
import { MEASUREMENTS, pointMetrics } from './measurements';
import { Telemetry } from './telemetry';

const aTelemetry = (process: 'api' | 'worker' = 'api') => new Telemetry(process, pino({ level: 'silent' }));

describe('telemetry', () => {
  it('writes the text that Prometheus reads', async () => {
    const telemetry = aTelemetry();
    telemetry.reading({ ...MEASUREMENTS.cpu, help: 'a\\b\nc' }, () => [{ value: 1.5 }]);
    telemetry.reading(MEASUREMENTS.poolConnections, () => [{ value: 2, labels: { state: 'a"b\\c\nd' } }]);
    telemetry.durations(MEASUREMENTS.jobRuns).cell('x', 'completed', 'bulk').observe(7);
    const text = exposition(await telemetry.families());
    expect(text).toContain(
      '# HELP process_cpu_seconds_total a\\\\b\\nc\n# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total 1.5\n',
    );
    expect(text).toContain('vitrine_database_pool_connections{state="a\\"b\\\\c\\nd"} 2\n');
    expect(text).toContain(
      'vitrine_job_duration_seconds_bucket{job="x",outcome="completed",queue="bulk",le="0.025"} 1\n',
    );
    expect(text.endsWith('\n')).toBe(true);
  });

  it('writes the growth of counters and the value of gauges as points, in the unit of their metric', async () => {
    const telemetry = aTelemetry();
    let cpu = 2;
    telemetry.reading(MEASUREMENTS.cpu, () => [{ value: cpu }]);
    telemetry.reading(MEASUREMENTS.residentMemory, () => [{ value: 7 }]);
    const first = await telemetry.take();
    expect(first.measured).toEqual([
      { metric: 'vitrine.cpu.time', value: 2_000, dimensions: {} },
      { metric: 'vitrine.memory.resident', value: 7, dimensions: {} },
    ]);
    first.keep();
    cpu = 2.25;
    expect((await telemetry.take()).measured[0]).toMatchObject({ value: 250 });
    expect((await telemetry.take()).measured[0]).toMatchObject({ value: 250 });
  });

  it('leaves out what cannot be read, and still tells the rest', async () => {
    const telemetry = aTelemetry();
    telemetry.reading(MEASUREMENTS.relayLag, () => Promise.reject(new Error('the database is away')));
    telemetry.reading(MEASUREMENTS.residentMemory, () => [{ value: 7 }]);
    expect((await telemetry.families()).map(({ name }) => name)).toEqual(['process_resident_memory_bytes']);
    expect(await telemetry.value(MEASUREMENTS.relayLag)).toBeUndefined();
    expect(await telemetry.value(MEASUREMENTS.residentMemory)).toBe(7);
  });

  it('has what every process would say alike written by one kind of them, and read of each', async () => {
    for (const [kind, points] of [
      ['api', 0],
      ['worker', 1],
    ] as const) {
      const telemetry = aTelemetry(kind);
      telemetry.reading(MEASUREMENTS.rollupLag, () => [{ value: 3 }]);
      expect((await telemetry.take()).measured).toHaveLength(points);
      expect(await telemetry.families()).toHaveLength(1);
    }
  });

  it('refuses a second instrument of one name', () => {
    const telemetry = aTelemetry();
    telemetry.durations(MEASUREMENTS.jobRuns);
    expect(() => telemetry.durations(MEASUREMENTS.jobRuns)).toThrow('two instruments');
  });
});

describe('measurements', () => {
  it('have names that Prometheus takes, each once', () => {
    const names = Object.values(MEASUREMENTS).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const spec of Object.values(MEASUREMENTS)) {
      expect(spec.name).toMatch(/^[a-z_0-9]+$/);
      for (const label of spec.labels) expect(label).toMatch(/^[a-z_]+$/);
      if ('type' in spec) expect(spec.name.endsWith('_total')).toBe(spec.type === 'counter');
    }
  });

  it('have metrics of their own as points', () => {
    const names = pointMetrics().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^vitrine\.[a-z.]+$/);
  });
});
