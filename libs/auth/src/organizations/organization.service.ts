import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Orm, Outbox, OutboxWake } from '@app/database';
import {
  AppError,
  assertIfMatch,
  decodeCursor,
  isId,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import { AuditLog } from '../audit/audit-log';
import type { Principal } from '../principals/principal';
import { SessionStates } from '../sessions/session-states';
import { assertSuperAdministered, lockSuperAdministration } from '../users/admin-rules';
import type { OrganizationDto, OrganizationFieldsDto } from './organization.dto';
import { Organization } from './organization.entity';

/** All organizations, for those who may see them: the guard lets super_admin alone in. */
@Injectable()
export class OrganizationService {
  constructor(
    private readonly orm: Orm,
    private readonly states: SessionStates,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
  ) {}

  /** Oldest first. */
  list(query: PageQuery): Promise<Page<OrganizationDto>> {
    const after = decodeCursor(query.cursor);
    return this.orm.read(async (em) => {
      const where = after ? { id: { $gt: after } } : {};
      const organizations = await em.find(Organization, where, {
        orderBy: { id: 'asc' },
        limit: query.limit + 1,
      });
      return toPage(organizations, query.limit, toDto);
    });
  }

  /** @throws AppError NOT_FOUND */
  get(id: string): Promise<OrganizationDto> {
    return this.orm.read(async (em) => toDto(await find(em, id)));
  }

  create(principal: Principal, fields: OrganizationFieldsDto): Promise<OrganizationDto> {
    return this.orm.transaction(async (em, tx) => {
      const organization = em.create(Organization, { name: fields.name });
      await em.flush();
      await this.audit.record(tx, principal, {
        action: 'organization.created',
        ...subject(organization),
        after: { name: organization.name },
      });
      return toDto(organization);
    });
  }

  /** @throws AppError NOT_FOUND, PRECONDITION_FAILED */
  update(
    principal: Principal,
    id: string,
    fields: OrganizationFieldsDto,
    ifMatch: string | undefined,
  ): Promise<OrganizationDto> {
    return this.orm.transaction(async (em, tx) => {
      const organization = await find(em, id, LockMode.PESSIMISTIC_WRITE);
      assertIfMatch(ifMatch, organization.version);
      const before = { name: organization.name };
      organization.name = fields.name;
      await em.flush();
      await this.audit.record(tx, principal, {
        action: 'organization.updated',
        ...subject(organization),
        before,
        after: { name: organization.name },
      });
      return toDto(organization);
    });
  }

  /**
   * Deletes an organization with its users and everything that belongs to it. A job removes its points in the time after.
   * @throws AppError NOT_FOUND, PRECONDITION_FAILED, CONFLICT for the organization that the caller belongs to or acts in,
   * and for that of the last super_admin
   */
  async remove(principal: Principal, id: string, ifMatch: string | undefined): Promise<void> {
    await this.orm.transaction(async (em, tx) => {
      await lockSuperAdministration(em);
      const organization = await find(em, id, LockMode.PESSIMISTIC_WRITE);
      assertIfMatch(ifMatch, organization.version);
      if (await isHome(em, principal, id)) {
        throw new AppError(
          'CONFLICT',
          'You belong to this organization or act in it, so you cannot delete it.',
        );
      }
      em.remove(organization);
      await em.flush();
      await assertSuperAdministered(em);
      await this.audit.record(tx, principal, {
        action: 'organization.deleted',
        ...subject(organization),
        before: { name: organization.name },
      });
      await this.outbox.append(tx, {
        topic: 'job.requested',
        subject: id,
        organizationId: null,
        payload: { name: 'remove-orphaned-metrics', payload: {}, jobId: `orphans-of-${id}` },
      });
    });
    this.states.forgetAll();
    this.wake.poke();
  }
}

async function isHome(em: EntityManager, principal: Principal, id: string): Promise<boolean> {
  if (principal.organizationId === id) return true;
  const rows = await em.execute<object[]>('SELECT FROM users WHERE id = ? AND organization_id = ?', [
    principal.id,
    id,
  ]);
  return rows.length > 0;
}

async function find(
  em: EntityManager,
  id: string,
  lockMode?: LockMode.PESSIMISTIC_WRITE,
): Promise<Organization> {
  const organization = isId(id) ? await em.findOne(Organization, { id }, { lockMode }) : null;
  if (!organization) throw AppError.notFound('organization', id);
  return organization;
}

function subject({ id }: Organization): { subject: { type: string; id: string } } {
  return { subject: { type: 'organization', id } };
}

function toDto({ id, name, createdAt, updatedAt, version }: Organization): OrganizationDto {
  return { id, name, createdAt, updatedAt, version };
}
