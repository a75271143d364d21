import type { Widget } from './widget';
import type { WidgetDto } from './widget.dto';

/** A widget as the API answers it. */
export function toWidgetDto(widget: Widget): WidgetDto {
  return {
    id: widget.id,
    dashboardId: widget.dashboardId,
    type: widget.type,
    title: widget.title,
    config: widget.config,
    createdAt: widget.createdAt.toISOString(),
    updatedAt: widget.updatedAt.toISOString(),
    version: widget.version,
  };
}
