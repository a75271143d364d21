import type { Type } from '@nestjs/common';
import { AreaDisplay, BarDisplay, GaugeDisplay, LineDisplay, StatDisplay } from './axis-displays';
import { HeatmapDisplay } from './heatmap-display';
import { PieDisplay } from './pie-display';
import { TableDisplay } from './table-display';
import { TextDisplay } from './text-display';
import type { WidgetType } from './widget-type';

/** The closed set of display options of each type. */
export const DISPLAYS = {
  line: LineDisplay,
  area: AreaDisplay,
  bar: BarDisplay,
  pie: PieDisplay,
  stat: StatDisplay,
  table: TableDisplay,
  heatmap: HeatmapDisplay,
  gauge: GaugeDisplay,
  text: TextDisplay,
} satisfies Record<WidgetType, Type<object>>;

/** Display options of any type. */
export type Display = InstanceType<(typeof DISPLAYS)[WidgetType]>;
