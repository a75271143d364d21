import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBroadcast } from '@app/database';
import { SessionStates } from './session-states';

/** Hears of sessions that other processes ended, sooner than the second after which this one would ask. */
@Injectable()
export class SessionEndedListener implements OnModuleInit {
  constructor(
    private readonly broadcast: EventBroadcast,
    private readonly states: SessionStates,
  ) {}

  onModuleInit(): void {
    this.broadcast.subscribe('session.ended', ({ payload }) => this.states.end(payload.sessionIds));
    this.broadcast.onGap(() => this.states.forgetAll());
  }
}
