/** Colours of series, in their order: each stands out from white by at least 3 to 1 (WCAG 2.2, graphical objects). */
export const SERIES_COLORS = [
  '#2f5fd0',
  '#c2570c',
  '#0f8a6d',
  '#a8328f',
  '#6b4fc9',
  '#8a6d00',
  '#c2394b',
  '#0a7ea4',
  '#4d7c0f',
  '#64748b',
] as const;

/** Colours of paper and ink. Texts stand out from white by at least 4.5 to 1. */
export const COLORS = {
  page: '#f4f6fa',
  card: '#ffffff',
  text: '#1b2333',
  muted: '#5b6678',
  line: '#d9dee8',
  faint: '#eef1f6',
  empty: '#e6eaf1',
} as const;

/** Colours of heatmaps from the lowest value to the highest. */
export const RAMPS = {
  sequential: ['#eaf0ff', '#7f9df0', '#1f3f9e'],
  diverging: ['#2166ac', '#f2f3f7', '#b2182b'],
} as const;
