import type { MetricQuery } from '@app/data';
import type { FieldError } from '@app/platform';
import type { WidgetType } from './widget-type';

type Rule = (query: MetricQuery) => FieldError[];

const intervalRequired =
  (noun: string): Rule =>
  (query) =>
    query.interval
      ? []
      : [{ pointer: '/query/interval', message: `a ${noun} shows values over time and needs an interval` }];

const noInterval =
  (noun: string): Rule =>
  (query) =>
    query.interval
      ? [
          {
            pointer: '/query/interval',
            message: `a ${noun} shows the whole range and takes no interval (given: "${query.interval}")`,
          },
        ]
      : [];

const groups =
  (noun: string, count: number): Rule =>
  (query) =>
    query.groupBy.length === count
      ? []
      : [
          {
            pointer: '/query/groupBy',
            message: `a ${noun} needs ${GROUPS[count]} (given: ${JSON.stringify(query.groupBy)})`,
          },
        ];

const GROUPS: Record<number, string> = {
  0: 'no groupBy',
  1: 'exactly one groupBy',
  2: 'exactly two groupBys',
};

const oneMetric =
  (noun: string): Rule =>
  (query) =>
    query.metrics.length === 1
      ? []
      : [
          {
            pointer: '/query/metrics',
            message: `a ${noun} shows exactly one metric (given: ${query.metrics.length})`,
          },
        ];

const noCompare =
  (noun: string): Rule =>
  (query) =>
    query.compare === undefined
      ? []
      : [
          {
            pointer: '/query/compare',
            message: `a ${noun} has one number per mark and nowhere to show an earlier one (given: ${JSON.stringify(query.compare)})`,
          },
        ];

const bars: Rule = (query) =>
  query.interval || query.groupBy.length > 0 || query.metrics.length > 1
    ? []
    : [
        {
          pointer: '/query/groupBy',
          message: 'a bar chart needs a groupBy, an interval, or several metrics: one bar says nothing',
        },
      ];

const cells: Rule = (query) =>
  query.groupBy.length === (query.interval ? 1 : 2)
    ? []
    : [
        {
          pointer: '/query/groupBy',
          message: `a heatmap has two axes: an interval and one groupBy, or two groupBys without interval (given: ${JSON.stringify({ interval: query.interval ?? null, groupBy: query.groupBy })})`,
        },
      ];

const RULES: Record<WidgetType, Rule[]> = {
  line: [intervalRequired('line chart')],
  area: [intervalRequired('area chart')],
  bar: [bars],
  pie: [noInterval('pie chart'), groups('pie chart', 1), oneMetric('pie chart'), noCompare('pie chart')],
  stat: [noInterval('stat'), groups('stat', 0)],
  gauge: [noInterval('gauge'), groups('gauge', 0), oneMetric('gauge'), noCompare('gauge')],
  heatmap: [cells, oneMetric('heatmap'), noCompare('heatmap')],
  table: [],
  text: [],
};

/** Why a widget of this type cannot show the answer of this query; empty when it can. Pointers are into `config`. */
export function queryErrors(type: WidgetType, query: MetricQuery): FieldError[] {
  return RULES[type].flatMap((rule) => rule(query));
}
