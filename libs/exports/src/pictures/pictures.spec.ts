import { Resvg } from '@resvg/resvg-js';
import type { Cell, Column } from '@app/data';
import type { WidgetType } from '@app/widgets';
import { drawChart } from './charts/chart-svg';
import { CHARTS } from './charts/chart-of';
import { loadFonts } from './fonts';
import { numberText } from './number-text';
import { COLORS, SERIES_COLORS } from './palette';
import type { ExportTable } from '../writers/export-document';
import { MOST_ROWS, type PicturePart, readDocument } from './read-part';
import { fitted, withSpareFont, wrapped } from './svg-text';
import { rangeText, timeText } from './time-text';
import { drawWidget } from './widget-picture';

const TIME: Column = { name: 'time', type: 'datetime' };
const REGION: Column = { name: 'region', type: 'string' };
const REVENUE: Column = { name: 'revenue', type: 'number', unit: 'USD' };
const ROOM = { width: 500, height: 260 };
const NUMBERS_ONLY = new Set<WidgetType>(['stat', 'gauge']);
const OVER_TIME = new Set<WidgetType>(['line', 'area', 'heatmap']);
const TYPES = ['line', 'area', 'bar', 'pie', 'stat', 'table', 'heatmap', 'gauge'] as const;

const hour = (index: number): string => new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString();

/** Rows such as a widget of a type would be given, with these numbers. */
function partOf(type: WidgetType, values: (number | null)[], display: object = {}): PicturePart {
  const columns = NUMBERS_ONLY.has(type)
    ? [REVENUE]
    : OVER_TIME.has(type)
      ? [TIME, REGION, REVENUE]
      : [REGION, REVENUE];
  const rows = values.map((value, index): Cell[] => {
    if (NUMBERS_ONLY.has(type)) return [value];
    return OVER_TIME.has(type)
      ? [hour(Math.floor(index / 2)), index % 2 ? 'emea <&>' : 'apac', value]
      : [`region ${index}`, value];
  });
  const time = { from: hour(0), to: hour(48), interval: '1h', timezone: 'UTC' };
  const scale = type === 'gauge' ? { min: 0, max: 100 } : {};
  const widget = { id: 'w', type, display: { ...scale, ...display } };
  return {
    part: { title: 'T', columns, time, widget },
    rows,
    total: rows.length,
  };
}

async function draw(part: PicturePart) {
  const drawing = await drawWidget(await loadFonts(), part, ROOM);
  expect(drawing.svg).not.toMatch(/NaN|Infinity|undefined|\[object/);
  const page = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="500" height="260">${drawing.svg}</svg>`;
  expect(() => new Resvg(page, { font: { loadSystemFonts: false } })).not.toThrow();
  return drawing;
}

describe('pictures of widgets', () => {
  describe.each(TYPES)('%s', (type) => {
    it('have their texts', async () => {
      const { svg } = await draw(partOf(type, [40, 12.5, 7, 3]));
      const text = {
        stat: 'USD',
        gauge: 'USD',
        table: 'region 1',
        bar: 'region 1',
        pie: 'region 1',
      } as Record<string, string>;
      expect(svg).toContain(text[type] ?? 'emea &lt;&amp;&gt;');
      expect(svg).toContain('Noto Sans');
    });

    it.each([
      ['one value', [5]],
      ['values that are absent', [null, 3, null, null, 4]],
      ['nothing but absent values', [null, null]],
      ['huge values', [1e308, -1e308, 1.7e15, 2]],
      ['tiny values', [1e-12, 0, -1e-300]],
      ['the same values', [7, 7, 7, 7]],
      ['values below 0', [-3, -4, -5]],
    ])('draw %s', async (_name, values) => {
      const { svg } = await draw(partOf(type, values));
      expect(svg.length).toBeGreaterThan(50);
    });

    it('say that there is nothing', async () => {
      const { svg } = await draw(partOf(type, []));
      expect(svg).toContain(type === 'stat' ? '–' : 'No data in this range');
    });

    it('draw 10,000 values and tell what they leave out', async () => {
      const values = Array.from({ length: 10_000 }, (_, index) => Math.sin(index / 50) + 2);
      const { svg, notes } = await draw(partOf(type, values));
      expect(svg.length).toBeLessThan(1_500_000);
      const left = { bar: /first 60 of 10,?000 bars/, heatmap: /first 200 of 5,?000 columns/ } as Record<
        string,
        RegExp
      >;
      if (left[type]) expect(notes.join(' ')).toMatch(left[type]);
      if (type === 'table') expect(svg).toMatch(/and 9,\d+ more rows/);
      if (type === 'pie') expect(svg).toContain('9989 others');
    });
  });

  it('draw words of Markdown, and tell when there are more', async () => {
    const markdown = `## Notes\n\nThis is **bold** & [linked](https://example.com).\n\n- one\n- two <b>`;
    const text = { title: '', widget: { id: 'w', type: 'text' as const, display: { markdown } } };
    const { svg } = await draw({ part: text, rows: [], total: 0 });
    for (const line of [
      '>Notes<',
      'This is bold &amp; linked (https://example.com).',
      '• one',
      '• two &lt;b&gt;',
    ])
      expect(svg).toContain(line);
    text.widget.display.markdown = 'word '.repeat(2_000);
    expect((await draw({ part: text, rows: [], total: 0 })).svg).toMatch(/ …<\/text>$/);
  });

  it.each([
    ['line', { points: true, thresholds: [{ value: 5, color: '#d64545' }] }, '#d64545'],
    ['area', { stacked: true, legend: 'bottom' }, 'apac'],
    ['bar', { orientation: 'horizontal', stacked: true, min: 0, max: 100 }, 'region 0'],
    ['pie', { donut: true, legend: 'none' }, '<path'],
    ['stat', { unit: '€', decimals: 3 }, '40.000'],
    [
      'stat',
      {
        thresholds: [
          { value: 0, color: '#2e9e5b' },
          { value: 50, color: '#d64545' },
        ],
      },
      '#2e9e5b',
    ],
    ['table', { columns: [{ name: 'revenue', title: 'Umsatz', unit: '€', decimals: 1 }] }, 'Umsatz (€)'],
    ['heatmap', { palette: 'diverging' }, '-40'],
    ['gauge', { min: 0, max: 10, unit: 'min' }, '40 min'],
  ] as const)('of %s follow the display %j', async (type, display, expected) => {
    expect((await draw(partOf(type, [40, 7, 3, 1], display))).svg).toContain(expected);
  });

  it('hide columns of tables that are hidden', async () => {
    const { svg } = await draw(partOf('table', [1], { columns: [{ name: 'region', hidden: true }] }));
    expect(svg).not.toContain('region 0');
  });

  it('put times on the clocks of their zone', async () => {
    expect(timeText(hour(0), 'America/Chicago', '1h')).toBe('2025-12-31 18:00');
    expect(timeText(hour(0), 'UTC', '1mo')).toBe('2026-01');
    expect(rangeText(hour(0), hour(48), 'UTC')).toBe('2026-01-01 – 2026-01-02');
    expect(rangeText(hour(0), hour(24), 'UTC')).toBe('2026-01-01');
    expect(rangeText(hour(0), hour(48), 'America/Chicago')).toBe('2025-12-31 18:00 – 2026-01-02 18:00');
    const option = CHARTS.line({
      type: 'line',
      display: {},
      columns: [TIME, REVENUE],
      rows: [[hour(0), 1]],
      time: { interval: '1h', timezone: 'America/Chicago' },
      fonts: await loadFonts(),
      ...ROOM,
    }).option as unknown as { series: { data: [number, number][] }[] };
    expect(option.series[0]?.data[0]?.[0]).toBe(Date.parse('2025-12-31T18:00:00Z'));
  });

  it('name series by groups and numbers, and draw the first twenty of many', async () => {
    const rows = Array.from({ length: 25 }, (_, index): Cell[] => [hour(0), `r${index}`, index]);
    const input = { display: {}, columns: [TIME, REGION, REVENUE], rows, ...ROOM };
    const { notes } = await drawChart({
      ...input,
      type: 'line',
      fonts: await loadFonts(),
      time: { interval: '1h', timezone: 'UTC' },
    });
    expect(notes).toContain('The first 20 of 25 series are drawn.');
  });

  it.each([
    [3, 'Short', { width: 260, height: 150 }, 3],
    [8, 'A rather long name of a series', { width: 380, height: 230 }, 8],
    [20, 'A rather long name of a series', { width: 380, height: 230 }, 20],
    [20, 'A rather long name of a series', { width: 900, height: 260 }, 20],
    [40, 'A rather long name of a series', { width: 260, height: 150 }, 6],
    [5, 'Short', { width: 260, height: 40 }, 0],
  ])('name %d series "%s" above the axis of a chart of %j', async (count, name, room, named) => {
    const columns = [
      TIME,
      ...Array.from({ length: count }, (_, at) => ({ ...REVENUE, name: `${at} ${name}` })),
    ];
    const rows = [0, 1].map((at): Cell[] => [
      hour(at),
      ...Array.from({ length: count }, (_, value) => value + 1),
    ]);
    const time = { interval: '1h', timezone: 'UTC' };
    const input = {
      type: 'line' as const,
      display: {},
      columns,
      rows,
      time,
      fonts: await loadFonts(),
      ...room,
    };
    const { option, notes } = CHARTS.line(input);
    const { legend, grid } = option as { legend: { top: number; data: string[] }[]; grid: { top: number } };
    expect(legend.flatMap(({ data }) => data)).toHaveLength(named);
    for (const { top } of legend) expect(top + 18).toBeLessThanOrEqual(grid.top - 6);
    for (const [index, { top }] of legend.entries()) expect(top - (legend[index - 1]?.top ?? -16)).toBe(18);
    expect(grid.top).toBeLessThan(room.height / 2);
    const drawn = Math.min(20, count);
    if (named === 0) expect(notes).toContain('There is no room for a legend.');
    else if (named < drawn) expect(notes).toContain(`The legend names ${named} of ${drawn} series.`);
    else expect(notes.join()).not.toContain('legend');
  });

  it('say which bars of many they draw', async () => {
    const columns = [REGION, ...Array.from({ length: 25 }, (_, at) => ({ ...REVENUE, name: `n${at}` }))];
    const rows: Cell[][] = [['emea', ...Array.from({ length: 25 }, (_, at) => at)]];
    const time = { interval: null, timezone: 'UTC' };
    const { notes } = CHARTS.bar({
      type: 'bar',
      display: {},
      columns,
      rows,
      time,
      fonts: await loadFonts(),
      ...ROOM,
    });
    expect(notes).toEqual(['The first 20 of 25 series are drawn.']);
  });

  it('read all rows and keep those that can be drawn', async () => {
    const table: ExportTable = {
      title: 'T',
      columns: [REGION, REVENUE],
      time: { from: hour(0), to: hour(48), interval: null, timezone: 'UTC' },
      widget: { id: 'w', type: 'bar', display: {} },
      read: async (sink) => {
        for (let batch = 0; batch < 5; batch++) await sink(Array.from({ length: 5_000 }, (_, i) => ['a', i]));
        return { meta: {} as never };
      },
    };
    const { pictures } = await readDocument({
      title: 'D',
      description: '',
      dashboardId: null,
      createdAt: new Date(0),
      filters: [],
      timezone: null,
      parts: [table],
      layout: [],
    });
    const read = pictures[0] as PicturePart;
    expect([read.rows.length, read.total]).toEqual([MOST_ROWS, 25_000]);
    const { notes } = await draw(read);
    expect(notes[0]).toBe('Drawn from the first 20,000 of 25,000 rows.');
  });
});

describe('texts of pictures', () => {
  it('fit and wrap', async () => {
    const fonts = await loadFonts();
    expect(fonts.widthOf('WWWW', 10)).toBeGreaterThan(2 * fonts.widthOf('iiii', 10));
    const cut = fitted(fonts, 'a long title of a widget', 60, 12);
    expect(cut).toMatch(/^a lo.*…$/);
    expect(fitted(fonts, 'a\nb\u202Ec\u2028d', 200, 12)).toBe('a bc d');
    expect(fonts.widthOf(cut, 12)).toBeLessThanOrEqual(60);
    for (const line of wrapped(fonts, `some words and ${'x'.repeat(80)}`, 90, 12))
      expect(fonts.widthOf(line, 12)).toBeLessThanOrEqual(90);
  });

  it('take the spare font for signs that only it has', async () => {
    const fonts = await loadFonts();
    const svg = '<text x="1">Größe ☀ &amp; → Ω</text>';
    expect(withSpareFont(fonts, svg)).toMatch(
      /<text x="1">Größe <tspan[^>]*DejaVu Sans[^>]*>☀<\/tspan> &amp; /,
    );
    expect(withSpareFont(fonts, '<text>Цена Ω €</text>')).toBe('<text>Цена Ω €</text>');
  });

  it('write numbers as people read them', () => {
    expect([null, 0, 3.14159, 1_234.5, 2_500_000, 1e300, 0.00001].map((each) => numberText(each))).toEqual([
      '–',
      '0',
      '3.14',
      '1,234.5',
      '2.5M',
      '1.00e+300',
      '0.000010',
    ]);
  });

  it('have colours that stand out from white', () => {
    for (const color of SERIES_COLORS) expect(contrastToWhite(color)).toBeGreaterThanOrEqual(3);
    for (const color of [COLORS.text, COLORS.muted])
      expect(contrastToWhite(color)).toBeGreaterThanOrEqual(4.5);
  });
});

/** Contrast to white as WCAG 2.2 defines it. */
function contrastToWhite(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}
