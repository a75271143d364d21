import { registerHooks } from 'node:module';

const PACKAGE = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const loaded = new Set<string>();

/** To be imported before anything else: from then on it knows what this thread loads. */
registerHooks({
  load: (url, context, next) => {
    const [, name] = PACKAGE.exec(url) ?? [];
    if (name !== undefined) loaded.add(name);
    return next(url, context);
  },
});

/** Tells a parent that asks `{ name: 'packages?' }` the names of the packages that this process has loaded. */
export function tellPackages(): void {
  process.on('message', ({ name }: { name?: string }) => {
    if (name === 'packages?') process.send?.({ name: 'packages', packages: [...loaded].toSorted() });
  });
}
