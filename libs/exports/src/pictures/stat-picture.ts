import type { ChartInput } from './charts/chart-input';
import { displayOf, thresholdColor } from './charts/chart-input';
import { numberText } from './number-text';
import { COLORS } from './palette';
import { columnsOf, label, numberAt } from './pivot';
import { fitted, textAt } from './svg-text';

const GAP = 28;

/** The numbers of the first row, large, side by side. */
export function drawStat(input: ChartInput): string {
  const { fonts, width, height, rows } = input;
  const display = displayOf(input);
  const { numbers } = columnsOf(input.columns);
  const room = (width - GAP * (numbers.length - 1)) / Math.max(1, numbers.length);
  const all = numbers.map((number) => {
    const value = numberAt(rows[0], number);
    const raw = rows[0]?.[number.index];
    const unit = value === null ? '' : (display.unit ?? number.unit ?? '');
    return { text: numberText(raw, display), unit, value, name: label(number.name) };
  });
  const sizeOf = (size: number): boolean =>
    all.every(({ text, unit }) => {
      const unitWidth = unit ? fonts.widthOf(` ${unit}`, size * 0.45) : 0;
      return fonts.widthOf(text, size, true) + unitWidth <= room;
    });
  const size = [40, 34, 28, 24, 20, 16, 13, 10].find(sizeOf) ?? 8;
  const y = height / 2 + size * 0.2;
  return all
    .map(({ text, unit, value, name }, index) => {
      const x = index * (room + GAP);
      const color = thresholdColor(value, display) ?? COLORS.text;
      const end = x + fonts.widthOf(text, size, true) + size * 0.16;
      return [
        textAt(x, y, fitted(fonts, text, room, size, true), { size, isBold: true, color }),
        unit ? textAt(end, y, unit, { size: size * 0.45, color: COLORS.muted }) : '',
        textAt(x, y + 20, fitted(fonts, name, room, 12), { size: 12, color: COLORS.muted }),
      ].join('');
    })
    .join('');
}
