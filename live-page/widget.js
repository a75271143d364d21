/* global echarts */
import { CHARTS } from './charts.js';
import { formatNumber, formatTime, thresholdColor } from './format.js';
import { columnsOf } from './pivot.js';
import { words } from './words.js';

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** One widget of the page: a card that shows the state that it is given. */
export class WidgetCard {
  constructor(widget, item) {
    this.widget = widget;
    this.body = element('div', 'body');
    const title = element('h2', '', widget.title);
    this.element = element('article', 'widget', title, this.body);
    this.element.dataset.widget = widget.id;
    this.element.dataset.type = widget.type;
    if (item) {
      this.element.style.gridColumn = `${item.x + 1} / span ${item.w}`;
      this.element.style.gridRow = `${item.y + 1} / span ${item.h}`;
    }
    this.resizing = new ResizeObserver(() => this.chart?.resize());
    this.resizing.observe(this.body);
  }

  /** @param isNew whether it came by itself, just now */
  show(state, isNew) {
    this.state = state;
    this.draw();
    if (!isNew) return;
    this.element.dataset.fresh = '';
    requestAnimationFrame(() => setTimeout(() => delete this.element.dataset.fresh, 120));
  }

  /** What cannot be drawn leaves the other widgets alone. */
  draw() {
    try {
      this.drawState();
    } catch (error) {
      this.fill('', element('p', 'empty error', 'This cannot be drawn here.'));
      console.error(error);
    }
  }

  drawState() {
    const { widget, state } = this;
    if (widget.type === 'text') return this.fill('words', ...words(widget.config.display.markdown));
    if (!state) return this.fill('', element('p', 'empty', 'Loading…'));
    if (state.status !== 'ok')
      return this.fill('', element('p', 'empty error', state.error?.detail ?? 'No data'));
    if (widget.type === 'stat') return this.fill('', this.stats());
    if (state.data.rows.length === 0) return this.fill('', element('p', 'empty', 'No data in this range'));
    if (widget.type === 'table') return this.fill('', this.table());
    this.drawChart();
  }

  remove() {
    this.resizing.disconnect();
    this.chart?.dispose();
    this.element.remove();
  }

  fill(className, ...children) {
    this.chart?.dispose();
    this.chart = undefined;
    this.body.className = `body ${className}`;
    this.body.replaceChildren(...children);
  }

  drawChart() {
    if (!this.chart) {
      this.fill('chart');
      this.chart = echarts.init(this.body);
    }
    this.element.dataset.rows = this.state.data.rows.length;
    this.chart.setOption(
      { aria: { enabled: true }, ...CHARTS[this.widget.type](this.widget, this.state) },
      true,
    );
  }

  stats() {
    const { display = {} } = this.widget.config;
    const { data } = this.state;
    const box = element('div', 'stats');
    for (const { name, index, unit } of columnsOf(data).numbers) {
      const value = data.rows[0]?.[index] ?? null;
      const shown = element('b', '', formatNumber(value, display));
      const suffix = display.unit ?? unit;
      if (suffix && value !== null) shown.append(' ', element('small', '', suffix));
      const color = thresholdColor(value, display.thresholds);
      if (color) shown.style.color = color;
      box.append(element('div', 'stat', shown, element('span', '', name.replaceAll(/[_.]/g, ' '))));
    }
    return box;
  }

  table() {
    const { data, meta } = this.state;
    const wanted = this.widget.config.display?.columns ?? [];
    const shown = data.columns
      .map((column, index) => ({
        ...column,
        index,
        display: wanted.find(({ name }) => name === column.name) ?? {},
      }))
      .filter(({ display }) => !display.hidden);
    const kind = ({ type }) => (type === 'number' ? 'number' : '');
    const title = ({ display, name }) => {
      const text = display.title ?? name.replaceAll(/[_.]/g, ' ');
      return display.unit ? `${text} (${display.unit})` : text;
    };
    const head = element('tr', '', ...shown.map((column) => element('th', kind(column), title(column))));
    const rows = data.rows.map((row) =>
      element(
        'tr',
        '',
        ...shown.map((column) => {
          const value = row[column.index];
          const text =
            column.type === 'datetime'
              ? formatTime(value, meta?.interval)
              : formatNumber(value, column.display);
          return element('td', kind(column), text);
        }),
      ),
    );
    return element('table', '', element('thead', '', head), element('tbody', '', ...rows));
  }
}
