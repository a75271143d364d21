import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Cell, Column } from '@app/data';
import type { stream as ExcelStream, Row, Style, Worksheet } from 'exceljs';
import type { ExportDocument, ExportOutput, ExportTable, ExportText, ExportWriter } from './export-document';
import { numberFormat } from './number-format';
import { SheetNames } from './sheet-names';

/** Of a sheet, the header among them. */
const MOST_ROWS = 1_048_576;
const DATE_FORMAT = 'yyyy-mm-dd hh:mm:ss';
const WIDTHS = { datetime: 20, string: 22, number: 20 };
const STYLES = {
  datetime: { numFmt: DATE_FORMAT, alignment: { horizontal: 'left' } },
  string: { alignment: { horizontal: 'left' } },
  number: { alignment: { horizontal: 'right' } },
} as const;
/** The style of each format: the same object each time, which is found again faster than one that is compared. */
const NUMBER_STYLES = new Map<string, Partial<Style>>();
const ABOUT_WIDTH = 90;
const LINE_HEIGHT = 15;
/** With its name: programs that are told nothing but `bold` take letters of another kind. */
const BOLD = { name: 'Calibri', family: 2, size: 11, bold: true } as const;
const HEADER_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF4' } } as const;
/** On paper: as wide as it is, with the name of the sheet and numbered pages. */
const PRINTED = {
  pageSetup: { fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  headerFooter: { oddHeader: '&L&A', oddFooter: '&RPage &P of &N' },
};
/** Rows after which what has been written is compressed and goes out. */
const ROWS_PER_TURN = 500;

/** A workbook: a sheet for each table with typed cells, further ones where a sheet is full, and the texts on one of their own. */
export const writeXlsxFile: ExportWriter = (document, output) => writeWorkbook(document, output);

/** @param mostRows of a sheet */
export async function writeWorkbook(
  document: ExportDocument,
  output: ExportOutput,
  mostRows = MOST_ROWS,
): Promise<void> {
  const { default: exceljs } = await import('exceljs');
  const { stream, ended } = streamTo(output);
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: false,
  });
  workbook.creator = 'Vitrine';
  workbook.created = document.createdAt;
  const names = new SheetNames();
  const about = workbook.addWorksheet(names.next('About'), PRINTED);
  about.columns = [
    { width: 18, style: { alignment: { vertical: 'top' } } },
    { width: ABOUT_WIDTH, style: { alignment: { vertical: 'top', wrapText: true } } },
  ];
  for (const [name, value] of facts(document)) {
    const row = about.addRow([name, value]);
    row.height = LINE_HEIGHT * linesOf(String(value));
    row.commit();
  }
  about.commit();
  try {
    for (const part of document.parts) {
      if ('read' in part) {
        const name = document.parts.length > 1 ? part.title : 'Data';
        await writeTable(part, () => beginSheet(workbook, names.next(name), part.columns), mostRows);
      }
    }
    await Promise.race([workbook.commit(), ended]);
    stream.end();
    await ended;
  } catch (error) {
    stream.destroy(error as Error);
    await ended;
    throw error;
  }
}

function facts({
  title,
  description,
  createdAt,
  filters,
  timezone,
  parts,
}: ExportDocument): [string, string | Date][] {
  const texts = parts.filter((part): part is ExportText => !('read' in part));
  const tables = parts.filter((part): part is ExportTable => 'read' in part);
  return [
    ['Title', title],
    ...(description ? [['Description', description] as [string, string]] : []),
    ['Created', createdAt.toISOString()],
    ...(timezone ? [['Time zone', timezone] as [string, string]] : []),
    ...filters.map((filter): [string, string] => ['Filter', filter]),
    ...tables.map(({ title: name, time }): [string, string] => [
      'Table',
      `${name}: ${time.from} to ${time.to}`,
    ]),
    ...texts.map(({ title: name, widget }): [string, string] => [
      name,
      (widget.display as { markdown?: string }).markdown ?? '',
    ]),
  ];
}

async function writeTable(table: ExportTable, begin: () => Worksheet, mostRows: number): Promise<void> {
  let sheet = begin();
  let rows = 1;
  const { totals } = await table.read(async (batch) => {
    for (const row of batch) {
      if (rows === mostRows) {
        sheet.commit();
        sheet = begin();
        rows = 1;
      }
      addRow(
        sheet,
        row.map((cell, index) => typed(cell, table.columns[index])),
      ).commit();
      if (++rows % ROWS_PER_TURN === 0) await setImmediate();
    }
  });
  if (totals) {
    if (rows === mostRows) {
      sheet.commit();
      sheet = begin();
    }
    const labels = table.columns.map(({ name, type }, index) =>
      type === 'number' ? (totals[name] ?? null) : index === 0 ? 'Total' : null,
    );
    const row = addRow(sheet, labels);
    row.eachCell((cell) => {
      cell.style = { ...cell.style, font: BOLD };
    });
    row.commit();
  }
  sheet.commit();
}

function addRow(sheet: Worksheet, cells: readonly (Cell | Date)[]): Row {
  const row = sheet.addRow(cells);
  for (const [index, cell] of cells.entries())
    if (typeof cell === 'number') row.getCell(index + 1).style = numberStyle(cell);
  return row;
}

function numberStyle(value: number): Partial<Style> {
  const numFmt = numberFormat(value);
  let style = NUMBER_STYLES.get(numFmt);
  if (!style) NUMBER_STYLES.set(numFmt, (style = { ...STYLES.number, numFmt }));
  return style;
}

function beginSheet(
  workbook: ExcelStream.xlsx.WorkbookWriter,
  name: string,
  columns: readonly Column[],
): Worksheet {
  const sheet = workbook.addWorksheet(name, { ...PRINTED, views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ type }) => ({
    width: WIDTHS[type],
    style: STYLES[type],
  }));
  const header = sheet.addRow(columns.map(({ name: title, unit }) => (unit ? `${title} (${unit})` : title)));
  header.eachCell((cell) => {
    cell.fill = HEADER_FILL;
    cell.font = BOLD;
  });
  header.commit();
  return sheet;
}

/** How many lines a text takes beside what it is about: programs do not find out by themselves. */
function linesOf(text: string): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / ABOUT_WIDTH)), 0);
}

/** Text stays text whatever it begins with; a time is one, as it is in UTC. */
function typed(cell: Cell, column: Column | undefined): Cell | Date {
  return column?.type === 'datetime' && typeof cell === 'string' ? new Date(cell) : cell;
}

/** The output as a stream of Node; `ended` rejects with what ended it before its time. */
function streamTo(output: ExportOutput): { stream: Writable; ended: Promise<void> } {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      void send(output, chunk, done);
    },
  });
  stream.once('finish', resolve).once('error', reject);
  promise.catch(() => undefined);
  return { stream, ended: promise };
}

async function send(output: ExportOutput, chunk: Buffer, done: (error?: Error) => void): Promise<void> {
  try {
    await output.write(chunk);
    done();
  } catch (error) {
    done(error as Error);
  }
}
