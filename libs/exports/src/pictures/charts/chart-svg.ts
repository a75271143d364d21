import type { ChartInput } from './chart-input';
import { CHARTS, type ChartType } from './chart-of';

/** A drawing without its frame, to be put into another, and what people should know of it. */
export interface Drawing {
  svg: string;
  notes: string[];
}

const OUTER = /^<svg\b[^>]*>|<\/svg>\s*$/g;
/** What a mouse would do to it. */
const STYLES = /<style\b[^]*?<\/style>/g;
const SIZE_OF_FONT = /(\d+(?:\.\d+)?)px/;

/** Draws a chart on the server; ECharts is loaded with the first. */
export async function drawChart(input: ChartInput & { type: ChartType }): Promise<Drawing> {
  const echarts = await import('echarts');
  const { width, height, fonts } = input;
  // Without a browser ECharts would guess how wide texts are.
  echarts.setPlatformAPI({
    measureText: (text: string, font = '') => {
      const size = Number(SIZE_OF_FONT.exec(font)?.[1] ?? 12);
      return { width: fonts.widthOf(text, size, font.includes('bold')) };
    },
  });
  const { option, notes } = CHARTS[input.type](input);
  const chart = echarts.init(null, null, { ssr: true, renderer: 'svg', width, height });
  try {
    chart.setOption(option);
    const svg = chart.renderToSVGString({ useViewBox: false });
    return { svg: svg.replaceAll(OUTER, '').replaceAll(STYLES, ''), notes };
  } finally {
    chart.dispose();
  }
}
