import { spawnSync } from 'node:child_process';
import { inflateSync } from 'node:zlib';
import type { Cell, Column } from '@app/data';
import type { WidgetType } from '@app/widgets';
import type { ExportDocument, ExportTable } from '../writers/export-document';
import { readDocument } from '../pictures/read-part';
import { drawPdf } from './draw-pdf';
import { drawPng, widthOfPng } from './draw-png';

const TIME: Column = { name: 'time', type: 'datetime' };
const REGION: Column = { name: 'region', type: 'string' };
const REVENUE: Column = { name: 'revenue', type: 'number', unit: 'USD' };
/** Of poppler-utils; without it the test is skipped by name, which REQUIRE_ALL=1 does not allow. */
const withPdftotext = spawnSync('pdftotext', ['-v']).status === 0 ? it : it.skip;

function table(id: string, type: WidgetType, columns: Column[], rows: Cell[][], display = {}): ExportTable {
  const time = { interval: '1d', timezone: 'UTC' };
  return {
    title: `Umsätze ${id}`,
    columns,
    time: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z', ...time },
    widget: { id, type, display },
    read: async (sink) => {
      await sink(rows);
      return { meta: {} as never };
    },
  };
}

const DAYS = Array.from({ length: 31 }, (_, day): Cell[] => [
  new Date(Date.UTC(2026, 0, day + 1)).toISOString(),
  100 + 30 * Math.sin(day),
]);
const REGIONS = Array.from({ length: 230 }, (_, index): Cell[] => [`Κύπρος ${index}`, index]);
const DOCUMENT: ExportDocument = {
  title: 'Größe & Ωμέγα ☀',
  description: 'Цены по регионам',
  dashboardId: 'd',
  createdAt: new Date('2026-02-01T00:00:00Z'),
  filters: ['region is one of emea, apac'],
  timezone: 'UTC',
  parts: [
    table('a', 'line', [TIME, REVENUE], DAYS),
    table('b', 'table', [REGION, REVENUE], REGIONS),
    table('c', 'gauge', [REVENUE], [[40]], { min: 0, max: 100 }),
    { title: 'Notes', widget: { id: 't', type: 'text', display: { markdown: 'All is **well**.' } } },
  ],
  layout: [
    { widgetId: 'a', x: 0, y: 0, w: 8, h: 4 },
    // Rows that nothing is in are left out.
    { widgetId: 'b', x: 0, y: 50, w: 8, h: 6 },
    { widgetId: 'c', x: 8, y: 0, w: 4, h: 4 },
  ],
};

async function made(draw: typeof drawPdf, document: ExportDocument): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  // As it reaches the thread that draws it.
  for await (const chunk of draw(structuredClone(await readDocument(document)))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Bytes of a picture, before they were compressed. */
function pixels(png: Buffer): Buffer {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return inflateSync(Buffer.concat(data));
}

const textOf = (pdf: Buffer): string =>
  spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).stdout;

describe('pictures of dashboards', () => {
  it('are as wide as the grid, as tall as its rows, and not blank', async () => {
    const png = await made(drawPng, DOCUMENT);
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    expect(width).toBe(2_560);
    // 14 rows: four, six, and four of what has no place on the grid, below the head.
    expect(height).toBeGreaterThan(2 * 14 * 76);
    expect(height).toBeLessThan(2 * 14 * 76 + 500);
    const raw = pixels(png);
    expect(raw.length).toBe(height * (width * 4 + 1));
    expect(new Set(raw).size).toBeGreaterThan(100);
  });

  it('are less fine where they would be larger than there is memory', () => {
    expect(widthOfPng(1_280, 1_000)).toBe(2_560);
    const width = widthOfPng(1_280, 40_000);
    expect((width * width * 40_000) / 1_280).toBeLessThanOrEqual(40_000_000);
  });

  it('of nothing have a head', async () => {
    const png = await made(drawPng, { ...DOCUMENT, parts: [], layout: [] });
    expect(png.readUInt32BE(16)).toBe(2_560);
  });
});

describe('reports', () => {
  it('are vectors on numbered pages', async () => {
    const pdf = await made(drawPdf, DOCUMENT);
    const raw = pdf.toString('latin1');
    expect(raw.startsWith('%PDF-1.')).toBe(true);
    expect(raw.trimEnd().endsWith('%%EOF')).toBe(true);
    const count = Number(/\/Type \/Pages\n\/Count (\d+)/.exec(raw)?.[1]);
    expect(count).toBeGreaterThanOrEqual(5);
    expect(raw.match(/\/Type \/Page\n/g)).toHaveLength(count);
    expect(raw).not.toContain('/Subtype /Image');
    expect(raw).toContain('NotoSans-Regular');
    expect(raw).toContain('DejaVuSans');
  });

  withPdftotext('have texts that can be searched (poppler-utils)', async () => {
    const pdf = await made(drawPdf, DOCUMENT);
    const count = Number(/\/Type \/Pages\n\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]);
    const text = textOf(pdf);
    for (const line of [
      'Größe & Ωμέγα ☀',
      'Цены по регионам',
      '2026-01-01 – 2026-01-31',
      'Filters: region is one of emea, apac',
      'Umsätze a',
      'Κύπρος 199',
      '… and 30 more rows',
      '… and 11 more rows',
      '40 USD',
      'All is well.',
      `Page 1 of ${count}`,
      `Page ${count} of ${count}`,
    ])
      expect(text).toContain(line);
    expect(text).not.toContain('Κύπρος 200');
  });

  it('of nothing are a page', async () => {
    const pdf = await made(drawPdf, { ...DOCUMENT, parts: [], layout: [] });
    expect(pdf.toString('latin1')).toMatch(/\/Type \/Pages\n\/Count 1\n/);
  });
});
