import { Backlog } from './backlog';
import { type Frame, frameOf } from './frame';

const widget = (id: string, n: number, length = 1): Frame =>
  frameOf(
    'widget:data',
    { cursor: `e-${n}`, widgetId: id, status: 'ok', data: 'x'.repeat(length), meta: null, error: null },
    { cursor: `e-${n}`, key: `widget ${id}` },
  );
const snapshot = (n: number): Frame =>
  frameOf(
    'snapshot',
    { cursor: `e-${n}`, dashboardId: 'd', version: 1, widgets: {} },
    { cursor: `e-${n}`, key: 'snapshot' },
  );
const alert = (n: number): Frame =>
  frameOf('alert', { alertId: `${n}`, name: 'a', state: 'firing', at: '' }, { cursor: `e-${n}` });

function taken(backlog: Backlog): string[] {
  const cursors: string[] = [];
  for (let frame = backlog.first(); frame; frame = backlog.first()) {
    cursors.push(`${frame.event} ${frame.cursor}`);
    backlog.shift();
  }
  return cursors;
}

describe('Backlog', () => {
  const filled = (...frames: Frame[]): Backlog => {
    const backlog = new Backlog();
    for (const frame of frames) backlog.add(frame);
    return backlog;
  };

  it('keeps only the newest data of each widget, in the order of cursors', () => {
    expect(taken(filled(widget('a', 1), widget('b', 2), widget('a', 3)))).toEqual([
      'widget:data e-2',
      'widget:data e-3',
    ]);
  });

  it('keeps nothing of what a snapshot says again, and everything else', () => {
    expect(taken(filled(widget('a', 1), alert(2), alert(3), snapshot(4), widget('a', 5)))).toEqual([
      'alert e-2',
      'alert e-3',
      'snapshot e-4',
      'widget:data e-5',
    ]);
  });

  it('knows how much waits', () => {
    const backlog = filled(widget('a', 1, 1_000), widget('a', 2, 10));
    expect(backlog.size).toBe(widget('a', 2, 10).json.length);
    expect(backlog.excess).toBe(0);
    backlog.add(alert(3));
    expect(backlog.excess).toBe(alert(3).json.length);
    taken(backlog);
    expect([backlog.size, backlog.isEmpty]).toEqual([0, true]);
    backlog.add(alert(1));
    backlog.clear();
    expect([backlog.size, backlog.isEmpty]).toEqual([0, true]);
  });
});
