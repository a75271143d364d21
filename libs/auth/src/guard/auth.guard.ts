import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard as PassportGuard } from '@nestjs/passport';
import { AppError } from '@app/platform';
import { allowsEmbed } from '../embed/allow-embed';
import { looksLikeEmbedToken } from '../embed/embed-claims';
import { EmbedTokens } from '../embed/embed-tokens';
import { ApiKeyStates } from '../api-keys/api-key-states';
import type { AuthenticatedRequest } from '../principals/current-principal';
import type { Principal } from '../principals/principal';
import { SessionStates } from '../sessions/session-states';
import type { AccessClaims } from '../tokens/access-claims';
import { JwtStrategy } from '../tokens/jwt.strategy';
import { principalOf, type VerifiedToken, VerifiedTokens } from '../tokens/verified-tokens';
import { ActingOrganization, ORGANIZATION_HEADER } from './acting-organization';
import { API_KEY_HEADER, apiKeyOf } from './api-key-header';
import { assertEndpoint, assertHas, notForEmbeds } from './assert-rights';
import { bearerToken } from './bearer-token';
import { StreamTickets } from '../tickets/stream-tickets';
import { allowsTicket } from '../tickets/allow-ticket';
import { ticketOf } from '../tickets/ticket-of';
import { isResolver, requestOf } from './request-of';
import { type RouteRequirement, routeRequirement } from './route-requirement';

/**
 * The one guard of every route and every resolver. Fail-closed: a handler that states no requirement is refused. A request with a token and
 * a session that this process knows is decided from memory; an unknown token goes through passport first. API keys are
 * another credential for the same decision.
 */
@Injectable()
export class AuthGuard extends PassportGuard() {
  private readonly requirements = new WeakMap<object, Map<object, RouteRequirement>>();

  constructor(
    strategy: JwtStrategy,
    private readonly tokens: VerifiedTokens,
    private readonly sessions: SessionStates,
    private readonly acting: ActingOrganization,
    private readonly embeds: EmbedTokens,
    private readonly keys: ApiKeyStates,
    private readonly tickets: StreamTickets,
  ) {
    super({ defaultStrategy: strategy.registeredAs });
  }

  override canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const requirement = this.requirementOf(context);
    if (requirement.kind === 'public') return true;
    if (isResolver(context)) return admitField(context, requirement);
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (allowsTicket(context.getHandler())) {
      const ticket = ticketOf(request);
      if (ticket !== undefined) return this.admitTicket(context, requirement, ticket);
    }
    const { authorization, [API_KEY_HEADER]: key } = request.headers;
    if (key !== undefined) return this.admitKey(requirement, request, apiKeyOf(key, authorization));
    const token = bearerToken(authorization);
    const verified = this.tokens.get(token);
    if (!verified && looksLikeEmbedToken(token)) return this.admitEmbed(context, requirement, token);
    if (!verified)
      return this.verify(context, token).then((fresh) => this.admit(requirement, request, fresh));
    return this.admit(requirement, request, verified);
  }

  /** Turns passport's answer into claims or an error of ours. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the signature is passport's
  override handleRequest<T>(error: unknown, claims: unknown): T {
    if (error instanceof AppError) throw error;
    if (error) throw error as Error;
    if (!claims) throw new AppError('INVALID_TOKEN', 'The access token is not one of ours, or was changed.');
    return claims as T;
  }

  private async verify(context: ExecutionContext, token: string): Promise<VerifiedToken> {
    await super.canActivate(context);
    const request = context.switchToHttp().getRequest<{ user?: AccessClaims | undefined }>();
    const claims = request.user as AccessClaims;
    request.user = undefined;
    return this.tokens.add(token, claims);
  }

  private admit(
    requirement: RouteRequirement,
    request: AuthenticatedRequest,
    verified: VerifiedToken,
  ): boolean | Promise<boolean> {
    const account = this.sessions.account(verified.claims.sid);
    if (account instanceof Promise)
      return account.then((loaded) => this.decide(requirement, request, principalOf(verified, loaded)));
    return this.decide(requirement, request, principalOf(verified, account));
  }

  private admitKey(
    requirement: RouteRequirement,
    request: AuthenticatedRequest,
    key: string,
  ): boolean | Promise<boolean> {
    const principal = this.keys.principal(key);
    if (principal instanceof Promise)
      return principal.then((loaded) => this.decide(requirement, request, loaded));
    return this.decide(requirement, request, principal);
  }

  /** What is not meant for embed tokens is refused whatever their rights. */
  private async admitEmbed(
    context: ExecutionContext,
    requirement: RouteRequirement,
    token: string,
  ): Promise<boolean> {
    return this.decideEmbed(context, requirement, await this.embeds.principalOf(token));
  }

  /** Whoever got the ticket comes with the rights of now. */
  private async admitTicket(
    context: ExecutionContext,
    requirement: RouteRequirement,
    ticket: string,
  ): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    request.standing = await this.tickets.redeem(ticket);
    const principal = await request.standing.current();
    if (principal.kind === 'embed') return this.decideEmbed(context, requirement, principal);
    return this.decide(requirement, request, principal);
  }

  private decideEmbed(
    context: ExecutionContext,
    requirement: RouteRequirement,
    principal: Principal,
  ): boolean {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    request.user = principal;
    if (!allowsEmbed(context.getHandler()) || request.headers[ORGANIZATION_HEADER] !== undefined)
      throw notForEmbeds();
    assertPermitted(requirement, principal);
    return true;
  }

  private decide(
    requirement: RouteRequirement,
    request: AuthenticatedRequest,
    principal: Principal,
  ): boolean | Promise<boolean> {
    // Before it is decided whether it may: what is refused is counted as its too.
    request.user = principal;
    assertEndpoint(request.method, request.routeOptions.url, principal);
    assertPermitted(requirement, principal);
    const organizationId = request.headers[ORGANIZATION_HEADER];
    if (typeof organizationId !== 'string') return true;
    return this.acting.enter(principal, organizationId, request).then((acting) => {
      request.user = acting;
      return true;
    });
  }

  private requirementOf(context: ExecutionContext): RouteRequirement {
    const controller = context.getClass();
    const handler = context.getHandler();
    const known = this.requirements.get(controller)?.get(handler);
    if (known) return known;
    const requirement =
      context.getType() === 'http' || isResolver(context) ? routeRequirement(controller, handler) : undefined;
    if (!requirement) throw new Error(`${controller.name}.${handler.name} states no requirement`);
    const handlers = this.requirements.get(controller) ?? new Map<object, RouteRequirement>();
    this.requirements.set(controller, handlers.set(handler, requirement));
    return requirement;
  }
}

/** Who asks is known by then: the request that carries the document has passed the guard. */
function admitField(context: ExecutionContext, requirement: RouteRequirement): boolean {
  const { user } = requestOf(context);
  if (!user) throw new AppError('UNAUTHENTICATED', 'This field needs a credential.');
  if (user.kind === 'embed' && !allowsEmbed(context.getHandler())) throw notForEmbeds();
  assertPermitted(requirement, user);
  return true;
}

function assertPermitted(requirement: RouteRequirement, principal: Principal): void {
  if (requirement.kind === 'permission') assertHas(requirement.permission, principal);
}
