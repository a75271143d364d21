/** The columns of an answer by what they are good for, each with its place in the rows. */
export function columnsOf({ columns }) {
  const placed = columns.map((column, index) => ({ ...column, index }));
  return {
    time: placed.find(({ type }) => type === 'datetime'),
    groups: placed.filter(({ type }) => type === 'string'),
    numbers: placed.filter(({ type }) => type === 'number'),
  };
}

/** The text of what a row is grouped by. */
export function groupOf(row, groups) {
  return groups.map(({ index }) => row[index] ?? '(none)').join(' · ');
}

/**
 * Rows as lines over time: one for each number and group, `[[time, value], …]` in order.
 */
export function linesOf(data) {
  const { time, groups, numbers } = columnsOf(data);
  const lines = new Map();
  for (const row of data.rows) {
    const group = groupOf(row, groups);
    for (const number of numbers) {
      const name =
        groups.length === 0 ? number.name : numbers.length === 1 ? group : `${group} · ${number.name}`;
      if (!lines.has(name)) lines.set(name, []);
      lines.get(name).push([row[time.index], row[number.index]]);
    }
  }
  return [...lines].map(([name, points]) => ({ name, points }));
}

/** The same lines with a point at each time that any has, so that they can be stacked: where one has none it is 0. */
export function aligned(lines) {
  const times = [...new Set(lines.flatMap(({ points }) => points.map(([time]) => time)))].sort();
  return lines.map(({ name, points }) => {
    const values = new Map(points);
    return { name, points: times.map((time) => [time, values.get(time) ?? 0]) };
  });
}

/** Rows as bars side by side: the categories, and for each number its values. */
export function categoriesOf(data) {
  const { groups, numbers } = columnsOf(data);
  if (groups.length === 0) {
    const row = data.rows[0] ?? [];
    const values = numbers.map(({ index }) => row[index]);
    return { categories: numbers.map(({ name }) => name), series: [{ name: 'value', values }] };
  }
  return {
    categories: data.rows.map((row) => groupOf(row, groups)),
    series: numbers.map(({ name, index }) => ({ name, values: data.rows.map((row) => row[index]) })),
  };
}
