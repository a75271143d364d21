import { type ExportText, type ExportTable, type ExportWriter } from './export-document';

/** JSON: what was exported, and of each widget or query its columns, its rows, and what is known of them. Rows are a line each. */
export const writeJsonFile: ExportWriter = async (document, output) => {
  const { title, description, dashboardId, createdAt, filters, timezone, parts } = document;
  const head = { title, description, dashboardId, createdAt: createdAt.toISOString(), filters, timezone };
  await output.write(`${JSON.stringify(head).slice(0, -1)},"tables":[`);
  for (const [index, part] of parts.entries()) {
    await output.write(index === 0 ? '\n' : ',\n');
    const begin = JSON.stringify(headOf(part)).slice(0, -1);
    if (!('read' in part)) {
      await output.write(`${begin}}`);
      continue;
    }
    await output.write(`${begin},"rows":[`);
    let isFirst = true;
    const { totals, meta } = await part.read(async (rows) => {
      const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
      await output.write(`${isFirst ? '\n' : ',\n'}${lines}`);
      isFirst = false;
    });
    await output.write(`],${JSON.stringify({ ...(totals && { totals }), meta }).slice(1)}`);
  }
  await output.write('\n]}\n');
};

function headOf(part: ExportTable | ExportText): object {
  const { title, widget } = part;
  const about = { ...(widget && { widgetId: widget.id, type: widget.type }), title };
  if ('read' in part) return { ...about, columns: part.columns };
  const { markdown, text } = part.widget.display as { markdown?: string; text?: string };
  return { ...about, text: markdown ?? text ?? '' };
}
