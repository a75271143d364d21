import { formatTime, shortNumber, thresholdColor, withUnit } from './format.js';
import { aligned, categoriesOf, columnsOf, groupOf, linesOf } from './pivot.js';

const COLORS = [
  '#4c6ef5',
  '#12a594',
  '#e8890c',
  '#d6409f',
  '#7c5cdb',
  '#30a46c',
  '#c2533f',
  '#0b8bb8',
  '#a18f1b',
  '#8a8fa3',
];
const PALETTES = {
  sequential: { light: ['#eef1ff', '#8fa2fb', '#2f3fb0'], dark: ['#20253c', '#5066d8', '#c3ccff'] },
  diverging: { light: ['#2f6fb3', '#f3f4f8', '#c8503c'], dark: ['#4f9be3', '#2a2e40', '#f08269'] },
};

/** The colours of the page as it is now. */
function theme() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return {
    isDark: document.documentElement.dataset.theme === 'dark',
    text: of('--text'),
    muted: of('--muted'),
    line: of('--line'),
    card: of('--card'),
  };
}

function base({ display = {} }, colors, names) {
  const place = display.legend ?? (names.length > 1 ? 'top' : 'none');
  const legend = {
    show: place !== 'none',
    type: 'scroll',
    icon: 'roundRect',
    itemWidth: 10,
    itemHeight: 10,
    textStyle: { color: colors.muted },
    pageTextStyle: { color: colors.muted },
    ...(place === 'right'
      ? { orient: 'vertical', right: 0, top: 'middle' }
      : place === 'bottom'
        ? { bottom: 0, left: 0 }
        : { top: 0, left: 0 }),
  };
  return {
    color: COLORS,
    animationDurationUpdate: 350,
    animationDuration: 250,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    legend,
    grid: {
      left: 4,
      right: place === 'right' ? 130 : 14,
      top: place === 'top' ? 34 : 12,
      bottom: place === 'bottom' ? 30 : 4,
      containLabel: true,
    },
    // Drawn, not HTML: the page allows no style in HTML.
    tooltip: {
      renderMode: 'richText',
      confine: true,
      backgroundColor: colors.card,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 12 },
      valueFormatter: (value) => withUnit(value, display),
    },
  };
}

function numberAxis(display, colors) {
  return {
    type: 'value',
    scale: display.min === undefined,
    min: display.min,
    max: display.max,
    axisLabel: { color: colors.muted, formatter: shortNumber },
    splitLine: { lineStyle: { color: colors.line } },
  };
}

function thresholdLines({ thresholds = [] }) {
  return {
    silent: true,
    symbol: 'none',
    label: { show: false },
    data: thresholds.map(({ value, color }) => ({ yAxis: value, lineStyle: { color, type: 'dashed' } })),
  };
}

function overTime(widget, { data, meta }, kind) {
  const colors = theme();
  const { display = {} } = widget.config;
  const stack = display.stacked ? 'all' : undefined;
  const lines = stack ? aligned(linesOf(data)) : linesOf(data);
  return {
    ...base(widget.config, colors, lines),
    tooltip: { ...base(widget.config, colors, lines).tooltip, trigger: 'axis' },
    xAxis: {
      type: 'time',
      min: kind === 'bar' ? undefined : meta?.from,
      axisLabel: { color: colors.muted, hideOverlap: true },
      axisLine: { lineStyle: { color: colors.line } },
      axisTick: { show: false },
    },
    yAxis: { ...numberAxis(display, colors), scale: kind === 'line' && display.min === undefined },
    useUTC: true,
    series: lines.map(({ name, points }, index) => ({
      name,
      type: kind === 'bar' ? 'bar' : 'line',
      data: points,
      stack,
      showSymbol: display.points === true || points.length === 1,
      symbolSize: 5,
      lineStyle: { width: 2 },
      barMaxWidth: 26,
      areaStyle: kind === 'area' ? { opacity: stack ? 0.55 : 0.16 } : undefined,
      markLine: index === 0 ? thresholdLines(display) : undefined,
    })),
  };
}

function bars(widget, state) {
  if (columnsOf(state.data).time) return overTime(widget, state, 'bar');
  const colors = theme();
  const { display = {} } = widget.config;
  const { categories, series } = categoriesOf(state.data);
  const isLying = display.orientation === 'horizontal';
  const names = {
    type: 'category',
    data: categories,
    inverse: isLying,
    axisLabel: { color: colors.muted, hideOverlap: true },
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { show: false },
  };
  const numbers = { ...numberAxis(display, colors), scale: false };
  const corner = isLying ? [0, 4, 4, 0] : [4, 4, 0, 0];
  return {
    ...base(widget.config, colors, series),
    tooltip: { ...base(widget.config, colors, series).tooltip, trigger: 'axis' },
    xAxis: isLying ? numbers : names,
    yAxis: isLying ? names : numbers,
    series: series.map(({ name, values }) => ({
      name,
      type: 'bar',
      data: values,
      stack: display.stacked ? 'all' : undefined,
      barMaxWidth: 30,
      itemStyle: { borderRadius: display.stacked ? 0 : corner },
    })),
  };
}

function pie(widget, { data }) {
  const colors = theme();
  const { display = {} } = widget.config;
  const { categories, series } = categoriesOf(data);
  const slices = categories.map((name, index) => ({ name, value: series[0]?.values[index] }));
  const isRight = (display.legend ?? 'right') === 'right';
  return {
    ...base({ display: { legend: 'right', ...display } }, colors, slices),
    series: [
      {
        type: 'pie',
        radius: display.donut ? ['52%', '80%'] : '80%',
        center: [isRight ? '36%' : '50%', '50%'],
        data: slices,
        label: { show: false },
        itemStyle: { borderColor: colors.card, borderWidth: 2 },
      },
    ],
  };
}

function gauge(widget, { data }) {
  const colors = theme();
  const { display } = widget.config;
  const { numbers } = columnsOf(data);
  const value = data.rows[0]?.[numbers[0]?.index] ?? null;
  const color = thresholdColor(value, display.thresholds) ?? COLORS[0];
  return {
    series: [
      {
        type: 'gauge',
        min: display.min,
        max: display.max,
        startAngle: 205,
        endAngle: -25,
        radius: '104%',
        center: ['50%', '60%'],
        progress: { show: true, width: 11, roundCap: true, itemStyle: { color } },
        axisLine: { roundCap: true, lineStyle: { width: 11, color: [[1, colors.line]] } },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: { show: false },
        pointer: { show: false },
        detail: {
          offsetCenter: [0, '2%'],
          color: colors.text,
          fontSize: 24,
          fontWeight: 650,
          formatter: () => withUnit(value, display),
        },
        data: [{ value: value ?? display.min }],
      },
    ],
  };
}

function heatmap(widget, { data, meta }) {
  const colors = theme();
  const { display = {} } = widget.config;
  const { time, groups, numbers } = columnsOf(data);
  const across = time
    ? (row) => formatTime(row[time.index], meta?.interval)
    : (row) => groupOf(row, [groups[0]]);
  const down = time ? (row) => groupOf(row, groups) : (row) => groupOf(row, [groups[1]]);
  const [xs, ys] = [[...new Set(data.rows.map(across))], [...new Set(data.rows.map(down))]];
  const cells = data.rows.map((row) => [across(row), down(row), row[numbers[0].index]]);
  const values = cells.map(([, , value]) => value).filter((value) => value !== null);
  const label = { color: colors.muted, hideOverlap: true };
  const plain = { axisLine: { show: false }, axisTick: { show: false } };
  return {
    ...base({ display: { ...display, legend: 'none' } }, colors, []),
    xAxis: { type: 'category', data: xs, axisLabel: label, ...plain },
    yAxis: { type: 'category', data: ys, axisLabel: label, inverse: true, ...plain },
    visualMap: {
      show: false,
      min: display.min ?? Math.min(...values, 0),
      max: display.max ?? Math.max(...values, 1),
      inRange: { color: PALETTES[display.palette ?? 'sequential'][colors.isDark ? 'dark' : 'light'] },
    },
    series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: colors.card, borderWidth: 1 } }],
  };
}

/** Options of ECharts by type of widget. */
export const CHARTS = {
  line: (widget, state) => overTime(widget, state, 'line'),
  area: (widget, state) => overTime(widget, state, 'area'),
  bar: bars,
  pie,
  gauge,
  heatmap,
};
