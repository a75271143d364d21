import { FONT_FAMILY } from '../fonts';
import { axisNumber, numberWithUnit } from '../number-text';
import { COLORS, SERIES_COLORS } from '../palette';
import { columnsOf, numberAt } from '../pivot';
import { type Chart, type ChartInput, displayOf, thresholdColor } from './chart-input';

/** An arc from the lowest value to the highest, filled up to the first number of the first row. */
export function gauge(input: ChartInput): Chart {
  const display = displayOf(input);
  const { min = 0, max = 100 } = display;
  const [number] = columnsOf(input.columns).numbers;
  const value = numberAt(input.rows[0], number);
  const unit = display.unit ?? number?.unit;
  const radius = Math.max(20, Math.min(input.width / 2 - 12, (input.height - 24) / 1.45));
  const width = Math.max(8, radius * 0.16);
  return {
    option: {
      animation: false,
      textStyle: { fontFamily: FONT_FAMILY },
      series: [
        {
          type: 'gauge',
          min,
          max,
          startAngle: 205,
          endAngle: -25,
          radius,
          center: [input.width / 2, radius + 6],
          progress: {
            show: value !== null && value > min,
            width,
            itemStyle: { color: thresholdColor(value, display) ?? SERIES_COLORS[0] },
          },
          axisLine: { lineStyle: { width, color: [[1, COLORS.empty]] } },
          axisTick: { show: false },
          splitLine: { show: false },
          splitNumber: 1,
          axisLabel: { show: false },
          pointer: { show: false },
          anchor: { show: false },
          title: {
            show: true,
            offsetCenter: [0, '38%'],
            color: COLORS.muted,
            fontFamily: FONT_FAMILY,
            fontSize: 11,
          },
          detail: {
            offsetCenter: [0, 0],
            color: COLORS.text,
            fontFamily: FONT_FAMILY,
            fontSize: Math.min(30, Math.max(14, radius * 0.3)),
            fontWeight: 'bold',
            formatter: () => numberWithUnit(value, { ...display, unit }),
          },
          data: [
            {
              value: Math.min(max, Math.max(min, value ?? min)),
              name: `${axisNumber(min)} – ${axisNumber(max)}`,
            },
          ],
          silent: true,
        },
      ],
    },
    notes: value !== null && (value < min || value > max) ? ['The value is beyond the scale.'] : [],
  };
}
