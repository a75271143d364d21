import { FONT_FILES, type FontName, loadFonts, SPARE_FAMILY } from '../pictures/fonts';
import { drawReport } from '../pictures/report-pages';
import type { ReadDocument } from '../pictures/read-part';

/** PDF: a report on A4, its charts as vectors and its texts as texts. Gives it in pieces. */
export async function* drawPdf(document: ReadDocument): AsyncIterable<Uint8Array> {
  const [{ default: PDFDocument }, { default: drawSvg }] = await Promise.all([
    import('pdfkit'),
    import('svg-to-pdfkit'),
  ]);
  const fonts = await loadFonts();
  const pages = await drawReport(document);
  const pdf = new PDFDocument({
    autoFirstPage: false,
    size: 'A4',
    margin: 0,
    lang: 'en',
    displayTitle: true,
    info: { Title: document.title, Creator: 'Vitrine', CreationDate: document.createdAt },
  });
  for (const name of Object.keys(FONT_FILES) as FontName[]) pdf.registerFont(name, fonts.fileOf(name));
  for (const page of pages) {
    pdf.addPage();
    drawSvg(pdf, page, 0, 0, {
      width: pdf.page.width,
      height: pdf.page.height,
      preserveAspectRatio: 'xMidYMid meet',
      fontCallback: (family, isBold) =>
        family.includes(SPARE_FAMILY) ? (isBold ? 'spareBold' : 'spareRegular') : isBold ? 'bold' : 'regular',
    });
  }
  pdf.end();
  for await (const chunk of pdf) yield chunk as Uint8Array;
}
