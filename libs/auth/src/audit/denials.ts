import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, runWithContext } from '@app/platform';
import type { Logger } from 'pino';
import type { Opening } from '../guard/credentials';
import type { Principal } from '../principals/principal';
import { KnownPrincipals } from '../guard/known-principals';
import type { AuthenticatedRequest } from '../principals/current-principal';
import { CoalescedAudit } from './coalesced-audit';

/** Records who was refused what. */
@Injectable()
export class Denials {
  constructor(
    private readonly audit: CoalescedAudit,
    private readonly principals: KnownPrincipals,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Call it for a request that was answered 403, or of which a part was. It is not waited for: nobody is refused later for it.
   * @param part such as a field of a GraphQL document
   */
  note(request: AuthenticatedRequest, part?: string): void {
    const principal = request.user ?? this.principals.caller(request);
    if (!principal) return;
    const route = (request.routeOptions.url ?? '').replaceAll(/:(\w+)/g, '{$1}');
    const context = { requestId: request.id, address: request.ip };
    runWithContext(context, () =>
      this.record(principal, `${request.method} ${route}${part ? ` ${part}` : ''}`),
    );
  }

  /** The same for what is opened without a request that is answered, such as a socket; in the context of whoever opens it. */
  noteOpening(principal: Principal, { method, template }: Pick<Opening, 'method' | 'template'>): void {
    this.record(principal, `${method} ${template.replaceAll(/:(\w+)/g, '{$1}')}`);
  }

  private record(principal: Principal, id: string): void {
    const subject = { type: 'route', id };
    this.audit
      .note(principal, { action: 'access.denied', subject })
      .catch((error: unknown) => this.logger.warn({ err: error, subject }, 'a denial was not recorded'));
  }
}
