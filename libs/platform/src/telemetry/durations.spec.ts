import { Durations } from './durations';
import { MEASUREMENTS } from './measurements';

const SPEC = { ...MEASUREMENTS.jobRuns, labels: ['job', 'outcome'], bounds: [10, 100] };

describe('durations', () => {
  it('are cumulative buckets in seconds for Prometheus', () => {
    const durations = new Durations(SPEC);
    const cell = durations.cell('load-demo', 'completed');
    for (const ms of [5, 10, 11, 500]) cell.observe(ms);
    const labels = { job: 'load-demo', outcome: 'completed' };
    expect(durations.family().samples).toEqual([
      { suffix: '_bucket', labels: { ...labels, le: 0.01 }, value: 2 },
      { suffix: '_bucket', labels: { ...labels, le: 0.1 }, value: 3 },
      { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: 4 },
      { suffix: '_sum', labels, value: 0.526 },
      { suffix: '_count', labels, value: 4 },
    ]);
  });

  it('give what is new to points, and nothing while nothing happens', () => {
    const durations = new Durations(SPEC);
    const cell = durations.cell('load-demo', 'completed');
    durations.cell('load-demo', 'failed');
    cell.observe(7);
    cell.observe(9);
    const first = durations.take();
    const dimensions = { job: 'load-demo', outcome: 'completed' };
    expect(first.measured).toEqual([
      { metric: 'vitrine.jobs.runs', value: 2, dimensions },
      { metric: 'vitrine.jobs.duration', value: 7, dimensions },
      { metric: 'vitrine.jobs.duration', value: 9, dimensions },
    ]);
    first.keep();
    expect(durations.take().measured).toEqual([]);
  });

  it('count again what could not be stored, with what came meanwhile', () => {
    const durations = new Durations(SPEC);
    const cell = durations.cell('a', 'completed');
    cell.observe(1);
    durations.take();
    cell.observe(1);
    const second = durations.take();
    cell.observe(1);
    second.keep();
    expect(second.measured[0]).toMatchObject({ value: 2 });
    expect(durations.take().measured[0]).toMatchObject({ value: 1 });
  });

  it('stay within a number of series, however many values a label would take', () => {
    const durations = new Durations(SPEC);
    for (let index = 0; index < 5_000; index++) durations.cell(`job-${index}`, 'completed').observe(1);
    const counts = durations.take().measured.filter(({ metric }) => metric === 'vitrine.jobs.runs');
    expect(counts).toHaveLength(1_001);
    expect(counts.at(-1)).toEqual({
      metric: 'vitrine.jobs.runs',
      value: 4_000,
      dimensions: { job: 'other', outcome: 'other' },
    });
  });

  it('write at most a hundred durations of however many', () => {
    const durations = new Durations(SPEC);
    const cell = durations.cell('busy', 'completed');
    for (let index = 0; index < 10_000; index++) cell.observe(index);
    const { measured } = durations.take();
    expect(measured.filter(({ metric }) => metric === 'vitrine.jobs.duration')).toHaveLength(100);
    expect(measured[0]).toMatchObject({ metric: 'vitrine.jobs.runs', value: 10_000 });
  });
});
