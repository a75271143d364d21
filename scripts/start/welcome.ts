/** The admin's login as far as it may be shown. */
export interface AdminLogin {
  email: string;
  /** Only when it has just been generated. */
  password?: string;
  /** Set by the operator with ADMIN_PASSWORD. */
  chosen: boolean;
}

/** What `npm start` ends with: where everything is, how to log in, and a call to copy. */
export function welcome(
  url: string,
  admin: AdminLogin | undefined,
  seconds: number,
  more: {
    /** Organization of what Vitrine measures of itself, if it does. */
    selfOrganization?: string | undefined;
    /** Whether dashboards can be looked at. */
    livePage?: boolean | undefined;
    /** Whether there are points of the demo to ask for. Default true. */
    demo?: boolean | undefined;
  } = {},
): string {
  const { selfOrganization, livePage, demo = true } = more;
  const lines = [
    '',
    `Vitrine is ready after ${seconds.toFixed(1)} s. Ctrl-C stops it.`,
    '',
    `  API        ${url}/api/v1`,
    `  Swagger UI ${url}/docs`,
    `  Health     ${url}/health`,
  ];
  if (livePage) lines.push(`  Dashboards ${url}/live/demo  (they move by themselves)`);
  if (admin) lines.push(`  Admin      ${admin.email}  ${passwordNote(admin)}`);
  const credentials = JSON.stringify({
    email: admin?.email ?? 'EMAIL',
    password: admin?.password ?? 'PASSWORD',
  });
  lines.push(
    '',
    'Try it:',
    '',
    `TOKEN=$(curl -s ${url}/api/v1/auth/login -H 'content-type: application/json' -d ${quote(credentials)} | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')`,
    ...(demo
      ? [get(url, 'metric=flights.delay&aggregation=avg&groupBy=date&from=2001-01-01&to=2001-01-08')]
      : ownPoint(url)),
  );
  if (selfOrganization !== undefined) lines.push(...liveNumbers(url, selfOrganization));
  lines.push('');
  return lines.join('\n');
}

/** Nothing is there to ask for but what one brings. */
function ownPoint(url: string): string[] {
  const point = JSON.stringify({ points: [{ metric: 'visits', value: 1, dimensions: { page: '/' } }] });
  return [
    `curl -s -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' ${url}/api/v1/data/points -d ${quote(point)}`,
    get(url, 'metric=visits&aggregation=sum&groupBy=page&timerange=1h'),
  ];
}

function get(url: string, parameters: string): string {
  return `curl -s -H "authorization: Bearer $TOKEN" '${url}/api/v1/data/metrics?${parameters}'`;
}

/** The organization is another one than the admin's own: the header enters it, as it would that of a tenant. */
function liveNumbers(url: string, organization: string): string[] {
  return [
    '',
    'And what Vitrine measures of itself, live (dashboards too: /api/v1/dashboards with the same header):',
    '',
    `curl -s -H "authorization: Bearer $TOKEN" -H 'x-organization-id: ${organization}' '${url}/api/v1/data/metrics?metric=vitrine.http.requests&aggregation=sum&groupBy=route&timerange=15m'`,
  ];
}

function passwordNote(admin: AdminLogin): string {
  if (admin.password !== undefined) return `password ${admin.password}  (shown this once)`;
  return admin.chosen
    ? '(password: ADMIN_PASSWORD at the first start)'
    : '(password: shown at the first start)';
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
