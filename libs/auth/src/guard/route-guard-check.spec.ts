import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Query, Resolver } from '@nestjs/graphql';
import { Test } from '@nestjs/testing';
import { Public } from '@app/platform';
import { RequirePermission, RequirePrincipal } from './require-permission';
import { RouteGuardCheck } from './route-guard-check';

@Controller('guarded')
class GuardedController {
  @Get('a') @Public() open(): string {
    return this.helper();
  }
  @Get('b') @RequirePrincipal() own(): string {
    return this.helper();
  }
  @Get('c') @RequirePermission('data', 'read') data(): string {
    return this.helper();
  }
  helper(): string {
    return 'no route';
  }
}

@Controller('class')
@RequirePermission('user', 'read')
class ClassController {
  @Get() list(): string {
    return 'guarded by the class';
  }
}

@Controller('leak')
class LeakController {
  @Get() list(): string {
    return 'everybody';
  }
}

@Controller('torn')
class TornController {
  @Get() @Public() @RequirePermission('user', 'read') list(): string {
    return 'which?';
  }
}

@Resolver()
class LeakyResolver {
  @Query(() => String) secrets(): string {
    return 'everybody';
  }
}

const isResolver = (type: object): boolean => type === LeakyResolver;

function start(...controllers: (new () => object)[]): Promise<unknown> {
  @Module({
    imports: [DiscoveryModule],
    controllers: controllers.filter((each) => !isResolver(each)),
    providers: [RouteGuardCheck, ...controllers.filter(isResolver)],
  })
  class TinyModule {}
  return Test.createTestingModule({ imports: [TinyModule] })
    .compile()
    .then((module) => module.init())
    .then((module) => module.close());
}

describe('RouteGuardCheck', () => {
  it('lets an application start whose routes all say who may call them', async () => {
    await expect(start(GuardedController, ClassController)).resolves.toBeUndefined();
  });

  it('names every undecorated route and does not start', async () => {
    await expect(start(GuardedController, LeakController)).rejects.toThrow(
      /LeakController\.list needs one of @RequirePermission, @RequirePrincipal and @Public/,
    );
  });

  it('does not start with a route that is both public and guarded', async () => {
    await expect(start(TornController)).rejects.toThrow(/TornController\.list has more than one/);
  });

  it('does not start with a resolver that does not say who may call it', async () => {
    await expect(start(GuardedController, LeakyResolver)).rejects.toThrow(
      /LeakyResolver\.secrets needs one of/,
    );
  });
});
