export const WIDGET_TYPES = [
  'line',
  'area',
  'bar',
  'pie',
  'stat',
  'table',
  'heatmap',
  'gauge',
  'text',
] as const;

/** How a widget shows the answer of its query; `text` shows its own words. */
export type WidgetType = (typeof WIDGET_TYPES)[number];

/** Grid cells that a new widget takes when its maker does not place it. */
export const DEFAULT_SIZES: Record<WidgetType, { w: number; h: number }> = {
  line: { w: 6, h: 4 },
  area: { w: 6, h: 4 },
  bar: { w: 6, h: 4 },
  pie: { w: 4, h: 4 },
  stat: { w: 3, h: 2 },
  table: { w: 6, h: 5 },
  heatmap: { w: 6, h: 5 },
  gauge: { w: 3, h: 3 },
  text: { w: 4, h: 2 },
};
