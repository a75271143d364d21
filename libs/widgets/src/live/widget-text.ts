import { hash } from 'node:crypto';
import { errorAnswer, type WidgetAnswer } from '../data/widget-answer';
import { tooManyRows } from '../data/row-budget';

/** A widget's answer, serialized once for all who get it. */
export interface WidgetText {
  /** A `WidgetState` as JSON. */
  readonly json: string;
  /** Equal for answers that show the same, whenever and from whatever they were computed. */
  readonly content: string;
  readonly rows: number;
}

export function widgetText(answer: WidgetAnswer): WidgetText {
  const data = JSON.stringify(answer.data);
  const parts = `"data":${data},"meta":${JSON.stringify(answer.meta)},"error":${JSON.stringify(answer.error)}`;
  return {
    json: `{"status":"${answer.status}",${parts}}`,
    content: hash('sha256', JSON.stringify([data, lasting(answer), answer.error]), 'base64url'),
    rows: answer.data?.rows.length ?? 0,
  };
}

/** What stands for an answer that has no room beside those before it. */
export const NO_ROOM: WidgetText = widgetText(errorAnswer(tooManyRows()));

/** When it was computed, how long that took and from which rollup is no matter of what is shown. */
function lasting({ meta }: WidgetAnswer): unknown {
  if (!meta) return null;
  const { computedAt: _computedAt, tookMs: _tookMs, source: _source, ...rest } = meta;
  return rest;
}
