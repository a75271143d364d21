/** What is shown, and sent back, in the place of a secret. */
export const MASK = '***';

/** Secrets by the JSON pointers of their places. */
export type Secrets = Record<string, unknown>;

/** Takes secrets out of a connection: what is left has {@link MASK} in their places. What is absent or null is none. */
export function takeSecrets<C extends object>(
  connection: C,
  paths: readonly string[],
): { shown: C; secrets: Secrets } {
  const shown = structuredClone(connection);
  const secrets: Secrets = {};
  for (const { holder, name, pointer } of places(shown, paths)) {
    if (holder[name] === null || holder[name] === undefined) continue;
    secrets[pointer] = holder[name];
    holder[name] = MASK;
  }
  return { shown, secrets };
}

/** Pointers of the places of secrets where somebody sent {@link MASK}. */
export function maskedIn(connection: object, paths: readonly string[]): string[] {
  return places(connection, paths).flatMap(({ holder, name, pointer }) =>
    holder[name] === MASK ? [pointer] : [],
  );
}

/** Puts secrets where {@link MASK} stands for them; those that are not there stay masked. */
export function putSecrets<C extends object>(connection: C, paths: readonly string[], secrets: Secrets): C {
  const full = structuredClone(connection);
  for (const { holder, name, pointer } of places(full, paths))
    if (holder[name] === MASK && Object.hasOwn(secrets, pointer)) holder[name] = secrets[pointer];
  return full;
}

/** Pointers of what differs between two connections, but for `paths` and all below them. */
export function differences(before: object, after: object, paths: readonly string[]): string[] {
  const [old, now] = [leaves(before), leaves(after)];
  const left = [...new Set([...old.keys(), ...now.keys()])].filter((each) => old.get(each) !== now.get(each));
  return left.filter((pointer) => !paths.some((path) => covers(path, pointer))).toSorted();
}

interface Place {
  holder: Record<string, unknown>;
  name: string;
  pointer: string;
}

function places(connection: object, paths: readonly string[]): Place[] {
  return paths.flatMap((path) => placesOf(connection, path.split('.'), ''));
}

function placesOf(value: unknown, [step = '', ...steps]: string[], at: string): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  const names = step === '*' ? Object.keys(holder) : Object.hasOwn(holder, step) ? [step] : [];
  return names.flatMap((name) => {
    const pointer = `${at}/${escaped(name)}`;
    return steps.length === 0 ? [{ holder, name, pointer }] : placesOf(holder[name], steps, pointer);
  });
}

function leaves(value: unknown, at = '', found = new Map<string, string>()): Map<string, string> {
  const isObject = typeof value === 'object' && value !== null;
  const children = isObject ? Object.entries(value).filter(([, child]) => child !== undefined) : [];
  if (children.length === 0 && at !== '') found.set(at, JSON.stringify(value));
  for (const [name, child] of children) leaves(child, `${at}/${escaped(name)}`, found);
  return found;
}

function covers(path: string, pointer: string): boolean {
  const steps = pointer.split('/').slice(1);
  const names = path.split('.');
  return names.length <= steps.length && names.every((name, i) => name === '*' || escaped(name) === steps[i]);
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
