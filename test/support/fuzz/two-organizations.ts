import { newId } from '@app/platform';
import { type Samples, sampleResources } from '../sample-resources';
import { type Answer, login, type RequestOptions, send, type WorldUser } from '../world';
import type { FuzzPrincipal } from './fuzz';

const PASSWORD = 'nine teal badgers waltz';
const LOOK_EVERY = 25;

interface Member {
  name: string;
  user: WorldUser;
  samples: Samples;
  secrets: readonly string[];
}

/** Two organizations with resources of every kind, and users of each role who ask for their own and for the others'. */
export class TwoOrganizations {
  private readonly members: Member[] = [];
  private asked = 0;

  private constructor(private readonly api: string) {}

  /** @param admin a super_admin of the installation */
  static async make(api: string, admin: WorldUser): Promise<TwoOrganizations> {
    const two = new TwoOrganizations(api);
    const [first, second] = [await two.organization(admin), await two.organization(admin)];
    const samples = [await two.samplesOf(first), await two.samplesOf(second)] as [Samples, Samples];
    for (const [own, other] of [
      [first, second],
      [second, first],
    ] as const) {
      for (const [role, user] of Object.entries(own.users))
        two.members.push(
          { name: `${role}, own`, user, samples: samples[own === first ? 0 : 1], secrets: [other.mark] },
          { name: `${role}, other`, user, samples: samples[own === first ? 1 : 0], secrets: [other.mark] },
        );
    }
    return two;
  }

  /** They, and nobody at all. Whose session has ended logs in again. */
  async principals(): Promise<FuzzPrincipal[]> {
    if (this.asked++ % LOOK_EVERY === 0) await this.renew();
    const marks = [...new Set(this.members.flatMap(({ secrets }) => secrets))];
    return [
      ...this.members.map(({ user, ...rest }) => ({
        ...rest,
        headers: { authorization: `Bearer ${user.token}` },
      })),
      { name: 'nobody', headers: {}, samples: this.members[0]?.samples ?? new Map(), secrets: marks },
    ];
  }

  private request(method: string, path: string, options: RequestOptions): Promise<Answer<{ id: string }>> {
    return send<{ id: string }>(this.api, method, path, options);
  }

  private async renew(): Promise<void> {
    const checked = new Map<WorldUser, WorldUser>();
    for (const member of this.members) {
      let current = checked.get(member.user);
      if (!current) {
        const me = await this.request('GET', '/api/v1/auth/me', { token: member.user.token });
        current =
          me.status === 200 ? member.user : await login(this.api, member.user.email, member.user.password);
        checked.set(member.user, current);
      }
      member.user = current;
    }
  }

  /** An organization whose every name holds a mark that others must not see. */
  private async organization(admin: WorldUser) {
    const mark = `mark-${newId()}`;
    const { body } = await this.request('POST', '/api/v1/organizations', {
      token: admin.token,
      body: { name: `Organization ${mark}` },
    });
    const users: Record<string, WorldUser> = {};
    for (const role of ['admin', 'analyst', 'viewer']) {
      const email = `${role}-${mark}@example.com`;
      const user = { email, name: `${role} ${mark}`, roles: [role], password: PASSWORD };
      const headers = { 'x-organization-id': body.id };
      const made = await this.request('POST', '/api/v1/users', { token: admin.token, headers, body: user });
      if (made.status !== 201) throw new Error(`POST /users answered ${made.status}`);
      users[role] = await login(this.api, email, PASSWORD);
    }
    return { mark, users };
  }

  private async samplesOf({
    mark,
    users,
  }: {
    mark: string;
    users: Record<string, WorldUser>;
  }): Promise<Samples> {
    const owner = users.admin as WorldUser;
    const world = {
      request: <B>(method: string, path: string, options: RequestOptions = {}) =>
        send<B>(this.api, method, path, options),
    };
    const samples = await sampleResources(world, owner);
    const points = [{ metric: 'shared', value: 1, dimensions: { region: mark } }];
    await this.request('POST', '/api/v1/data/points', { token: owner.token, body: { points } });
    const dashboard = { name: mark, description: mark, visibility: 'organization' };
    await this.request('POST', '/api/v1/dashboards', { token: owner.token, body: dashboard });
    return samples;
  }
}
