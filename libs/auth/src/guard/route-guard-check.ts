import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DECORATORS, routeRequirement } from './route-requirement';

/** On a handler: it answers a route; a query, mutation or subscription of GraphQL; a field. */
const HANDLERS = [PATH_METADATA, 'graphql:resolver_type', 'graphql:resolve_property'];

/** Keeps the application from starting while a route or resolver of any module does not say who may call it. */
@Injectable()
export class RouteGuardCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    this.check();
  }

  /** Also for modules that are loaded later. @throws Error that names what anybody could call */
  check(): void {
    const classes = new Set(
      [...this.discovery.getControllers(), ...this.discovery.getProviders()].map(({ metatype }) => metatype),
    );
    const faults = [...classes].flatMap((metatype) => (metatype ? this.faultsOf(metatype) : []));
    if (faults.length > 0) {
      throw new Error(
        `Vitrine does not start with routes that anybody could call:\n${faults.map((line) => `  - ${line}`).join('\n')}`,
      );
    }
  }

  private faultsOf(controller: object & { name?: string; prototype?: object }): string[] {
    const prototype = controller.prototype as Record<string, object> | undefined;
    if (!prototype) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler = prototype[method];
      if (typeof handler !== 'function' || !HANDLERS.some((key) => Reflect.hasMetadata(key, handler)))
        return [];
      const fault = faultOf(controller, handler);
      return fault ? [`${controller.name}.${method} ${fault}`] : [];
    });
  }
}

function faultOf(controller: object, handler: object): string | undefined {
  try {
    return routeRequirement(controller, handler) ? undefined : `needs one of ${DECORATORS}`;
  } catch (error) {
    return (error as Error).message;
  }
}
