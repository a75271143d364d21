/**
 * Orders tables so that each follows the tables that it refers to. References in a circle (and to itself, which
 * one COPY satisfies on its own) cannot be ordered: their tables keep the order they came in.
 */
export function loadOrder<T>(tables: T[], key: (table: T) => string, references: Map<string, string[]>): T[] {
  const byKey = new Map(tables.map((table) => [key(table), table]));
  const ordered: T[] = [];
  const seen = new Set<string>();
  const visit = (name: string) => {
    const table = byKey.get(name);
    if (table === undefined || seen.has(name)) return;
    seen.add(name);
    for (const target of references.get(name) ?? []) visit(target);
    ordered.push(table);
  };
  for (const table of tables) visit(key(table));
  return ordered;
}
