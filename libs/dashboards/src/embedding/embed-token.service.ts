import { Injectable } from '@nestjs/common';
import { AuditLog, EmbedSigner, parsePolicy, type Principal } from '@app/auth';
import { AppError } from '@app/platform';
import { parseFilters } from '../dashboard-fields';
import { DashboardService } from '../dashboard.service';
import type { CreateEmbedTokenDto, EmbedTokenDto } from './embed-token.dto';

/** Some servers and proxies take no longer header than 8 KiB; the rest is for what else comes in it. */
const LONGEST_TOKEN = 6_000;

/** Makes the tokens with which a dashboard is shown to people without an account, and revokes them. */
@Injectable()
export class EmbedTokenService {
  constructor(
    private readonly dashboards: DashboardService,
    private readonly signer: EmbedSigner,
    private readonly audit: AuditLog,
  ) {}

  /**
   * A token for one dashboard that the principal may change. It never shows more than the principal may see at that time.
   * @throws AppError 400, also for filters that are too long for a token; 403 for a dashboard that it only reads, and for
   *   principals that are no user; 404
   */
  async create(
    principal: Principal,
    dashboardId: string,
    input: CreateEmbedTokenDto,
  ): Promise<EmbedTokenDto> {
    if (principal.kind !== 'user')
      throw new AppError('INSUFFICIENT_PERMISSIONS', 'Embed tokens are made by signed-in users.');
    const filters = parseFilters(input.filters, '');
    const policy = parsePolicy(input.dataPolicy ?? null, '/dataPolicy');
    return this.dashboards.inspect(principal, dashboardId, 'write', async (dashboard, { tx }) => {
      const { id: sub, organizationId: org, embedEpoch: epoch } = dashboard;
      const subject = { sub, org, creator: principal.id, epoch, filters, policy };
      const { id, token, expiresAt } = this.signer.sign(subject, input.expiresIn);
      if (token.length > LONGEST_TOKEN) {
        throw new AppError(
          'LIMIT_EXCEEDED',
          `filters and dataPolicy make a token of ${token.length} characters; it has at most ${LONGEST_TOKEN}.`,
        );
      }
      await this.audit.record(tx, principal, {
        action: 'embed-token.created',
        subject: { type: 'dashboard', id: sub },
        detail: { embedTokenId: id, expiresAt: expiresAt.toISOString(), filters, dataPolicy: policy },
      });
      return {
        id,
        token,
        tokenType: 'Bearer',
        expiresIn: input.expiresIn,
        expiresAt: expiresAt.toISOString(),
      };
    });
  }

  /** Revokes all tokens of the dashboard, within a second everywhere. @throws AppError 403, 404 */
  async revoke(principal: Principal, dashboardId: string): Promise<void> {
    await this.dashboards.change(principal, dashboardId, async ({ id }, { tx }) => {
      await tx.query('UPDATE dashboard SET embed_epoch = embed_epoch + 1 WHERE id = $1', [id]);
      await this.audit.record(tx, principal, {
        action: 'embed-tokens.revoked',
        subject: { type: 'dashboard', id },
      });
    });
  }
}
