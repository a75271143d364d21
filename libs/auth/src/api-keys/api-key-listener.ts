import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBroadcast } from '@app/database';
import { ApiKeyStates } from './api-key-states';

/** Hears of keys that other processes changed, sooner than the second after which this one would ask. */
@Injectable()
export class ApiKeyListener implements OnModuleInit {
  constructor(
    private readonly broadcast: EventBroadcast,
    private readonly states: ApiKeyStates,
  ) {}

  onModuleInit(): void {
    this.broadcast.subscribe('api-key.changed', ({ payload }) => this.states.forget(payload.keyId));
    for (const topic of ['user.changed', 'user.deleted'] as const)
      this.broadcast.subscribe(topic, ({ payload }) => this.states.forgetCreator(payload.userId));
    this.broadcast.onGap(() => this.states.forgetAll());
  }
}
