import { Injectable } from '@nestjs/common';

/** Whether this process still takes work. Readiness turns to 503 the moment it drains. */
@Injectable()
export class Lifecycle {
  private state: 'running' | 'draining' = 'running';

  get draining(): boolean {
    return this.state === 'draining';
  }

  drain(): void {
    this.state = 'draining';
  }
}
