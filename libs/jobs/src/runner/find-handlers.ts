import type { DiscoveryService } from '@nestjs/core';
import type { JobContracts } from '../job-contract';
import { type Handler, HANDLES } from '../job-handler';

/** A handler of any job; payload and result have been checked against the contract by then. */
export type AnyHandler = Handler<string, JobContracts>;

/**
 * The handler of each job among the providers of the application.
 * @throws Error that lists every job without a handler or with several, and every handler of an unknown job
 */
export function findHandlers(discovery: DiscoveryService, contracts: JobContracts): Map<string, AnyHandler> {
  const found = new Map<string, { handler: AnyHandler; className: string }[]>();
  for (const { metatype, instance } of discovery.getProviders()) {
    const name: unknown = metatype ? Reflect.getMetadata(HANDLES, metatype) : undefined;
    if (typeof name !== 'string' || !metatype) continue;
    found.set(name, [
      ...(found.get(name) ?? []),
      { handler: instance as AnyHandler, className: metatype.name },
    ]);
  }
  const problems = [...new Set([...Object.keys(contracts), ...found.keys()])].flatMap((name) => {
    const classes = (found.get(name) ?? []).map(({ className }) => className);
    if (!Object.hasOwn(contracts, name))
      return [`${classes.join(', ')} handles "${name}", which is no known job`];
    if (classes.length === 0) return [`no class has @JobHandler('${name}')`];
    return classes.length > 1 ? [`"${name}" has ${classes.length} handlers: ${classes.join(', ')}`] : [];
  });
  if (problems.length > 0)
    throw new Error(`The jobs cannot run:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  return new Map([...found].flatMap(([name, [first]]) => (first ? [[name, first.handler] as const] : [])));
}
