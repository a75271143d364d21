import { MOST_ROWS, RowBudget } from '../data/row-budget';
import type { DashboardDefinitionForData } from '../data/dashboard-definitions';
import type { DaySpan } from './interest';
import { type LiveContext, LiveWidget } from './live-widget';
import { NO_ROOM } from './widget-text';

/** The widgets of a dashboard as they are shown in one room. */
export class WidgetSet {
  private readonly widgets: Map<string, LiveWidget>;
  private readonly byMetric = new Map<string, LiveWidget[]>();

  constructor(
    readonly definition: DashboardDefinitionForData,
    context: LiveContext,
  ) {
    this.widgets = new Map(
      definition.widgets.map(({ id, config }) => [id, new LiveWidget(id, config, context)]),
    );
    for (const widget of this.widgets.values()) {
      for (const metric of widget.metrics) {
        const others = this.byMetric.get(metric);
        if (others) others.push(widget);
        else this.byMetric.set(metric, [widget]);
      }
    }
  }

  /** Evaluates all; resolves when each has an answer. */
  async start(): Promise<void> {
    for (const widget of this.widgets.values()) widget.start();
    await Promise.all([...this.widgets.values()].map(({ first }) => first));
  }

  get(id: string): LiveWidget | undefined {
    return this.widgets.get(id);
  }

  all(): LiveWidget[] {
    return [...this.widgets.values()];
  }

  changed(metric: string, days: DaySpan | 'any'): void {
    for (const widget of this.byMetric.get(metric) ?? []) widget.changed(days);
  }

  stop(): void {
    for (const widget of this.widgets.values()) widget.stop();
  }

  /** Decides what of the answers is shown, and answers the widgets of which that is something else than before. */
  present(): LiveWidget[] {
    const budget = new RowBudget(MOST_ROWS);
    return this.all().filter((widget) => {
      const { text, shown } = widget;
      if (!text) return false;
      const fits = !budget.spent;
      if (fits) budget.spend(text.rows);
      if (!fits) widget.forget();
      else if (text.json === '') {
        // There was no room for it, and now there is.
        widget.start();
        return false;
      }
      widget.shown = fits ? text : NO_ROOM;
      return widget.shown.content !== shown?.content;
    });
  }

  /** The widgets' part of a snapshot, as JSON. */
  json(): string {
    const parts = this.all().map(({ id, shown }) => `${JSON.stringify(id)}:${(shown ?? NO_ROOM).json}`);
    return `{${parts.join(',')}}`;
  }
}
