import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { assertNoErrors, atPointer } from '@app/dashboards';
import { type MetricQuery, parseMetricQuery } from '@app/data';
import { AppError, validationError, textErrors } from '@app/platform';
import { displayErrors } from './display-rules';
import { type Display, DISPLAYS } from './displays';
import { queryErrors } from './query-rules';
import type { WidgetType } from './widget-type';

/** What a widget asks and how it shows the answer. Only `text` asks nothing. */
export interface WidgetConfig {
  query?: MetricQuery;
  display: Display;
}

const MAX_DISPLAY_BYTES = 16 * 1024;
const MEMBERS = new Set(['query', 'display']);

/**
 * Reads the `config` of a widget: its query in normal form, its display options as its type allows them.
 * Whether the metrics exist is not asked here.
 * @param pointer where `input` is in the request
 * @throws AppError 400 that names each wrong field
 */
export function parseWidgetConfig(type: WidgetType, input: unknown, pointer: string): WidgetConfig {
  return atPointer(pointer, () => {
    if (!isObject(input))
      throw AppError.invalid('', `config must be an object (given: ${JSON.stringify(input)})`);
    assertNoErrors(textErrors(input, ''));
    const unknown = Object.keys(input).filter((name) => !MEMBERS.has(name));
    assertNoErrors(
      unknown.map((name) => ({ pointer: `/${name}`, message: 'config has only query and display' })),
    );
    const display = parseDisplay(type, input.display ?? {});
    if (type === 'text') {
      if (input.query !== undefined) throw AppError.invalid('/query', 'a text widget has no query');
      return { display };
    }
    if (!isObject(input.query))
      throw AppError.invalid('/query', `a ${type} widget needs a query: a MetricQuery object`);
    const query = atPointer('/query', () => parseMetricQuery(input.query));
    assertNoErrors([...queryErrors(type, query), ...displayErrors(display, query)]);
    return { query, display };
  });
}

function parseDisplay(type: WidgetType, input: unknown): Display {
  return atPointer('/display', () => {
    if (!isObject(input))
      throw AppError.invalid('', `display must be an object (given: ${JSON.stringify(input)})`);
    const bytes = Buffer.byteLength(JSON.stringify(input));
    if (bytes > MAX_DISPLAY_BYTES) {
      throw new AppError(
        'LIMIT_EXCEEDED',
        `display must be at most ${MAX_DISPLAY_BYTES} bytes of JSON (given: ${bytes})`,
      );
    }
    const errors = validateSync(plainToInstance(DISPLAYS[type] as new () => object, input), {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
    });
    if (errors.length > 0) throw validationError(errors);
    return input;
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
