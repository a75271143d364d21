import { columnsOf, type MetricQuery } from '@app/data';
import type { FieldError } from '@app/platform';
import type { Display } from './displays';

/** What is wrong between display options, or between them and the query. Pointers are into `config`. */
export function displayErrors(display: Display, query: MetricQuery): FieldError[] {
  return [...scaleErrors(display), ...thresholdErrors(display), ...columnErrors(display, query)];
}

function scaleErrors(display: Display): FieldError[] {
  if (!('min' in display && 'max' in display)) return [];
  const { min, max } = display;
  if (min === undefined || max === undefined || min < max) return [];
  return [{ pointer: '/display/max', message: `max must be above min (given: min ${min}, max ${max})` }];
}

function thresholdErrors(display: Display): FieldError[] {
  if (!('thresholds' in display) || !display.thresholds) return [];
  return display.thresholds.flatMap(({ value }, index, all) => {
    const before = all[index - 1];
    if (before === undefined || before.value < value) return [];
    return [
      {
        pointer: `/display/thresholds/${index}/value`,
        message: `thresholds must ascend (given: ${value} after ${before.value})`,
      },
    ];
  });
}

function columnErrors(display: Display, query: MetricQuery): FieldError[] {
  if (!('columns' in display) || !display.columns) return [];
  const names = columnsOf(query).map(({ name }) => name);
  return display.columns.flatMap(({ name }, index) =>
    names.includes(name)
      ? []
      : [
          {
            pointer: `/display/columns/${index}/name`,
            message: `name must be a column of the answer: ${names.join(', ')} (given: ${JSON.stringify(name)})`,
          },
        ],
  );
}
