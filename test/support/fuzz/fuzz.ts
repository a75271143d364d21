import { OPERATIONS } from '../api-document';
import { rawRequest, type RawAnswer } from '../raw-request';
import type { Samples } from '../sample-resources';
import { hostileRequest, type HostileRequest } from './hostile-request';
import { Random } from './random';

/** Whoever the requests are sent as. */
export interface FuzzPrincipal {
  name: string;
  headers: Record<string, string>;
  /** Resources that it names in its requests: its own or another organization's. */
  samples: Samples;
  /** Texts that it must never see. */
  secrets: readonly string[];
}

export interface FuzzOptions {
  url: string;
  /** Asked for again for every round: a session may have ended. */
  principals: () => Promise<FuzzPrincipal[]>;
  seed: number;
  rounds: number;
}

/** One answer that should not have been. */
export interface Finding {
  round: number;
  what: string;
  principal: string;
  request: HostileRequest;
  answer: string;
}

const HANGS_MS = 20_000;
/** Would end the sessions that the run goes on with. */
const LEFT_OUT = new Set(['POST /api/v1/auth/logout']);
/** What any request may be answered with, whether its operation says so or not. */
const ALWAYS = new Set([304, 400, 401, 403, 404, 405, 406, 408, 412, 413, 414, 415, 422, 429, 431]);
/** Signs of a fault that looks into the machine. */
const INSIDE =
  /\bat [\w.<>]+ \(|node_modules|\/dist\/|\/libs\/|relation "|column "\w+"|syntax error at|invalid input syntax|duplicate key|violates \w+ constraint|Exception\b|ECONNREFUSED|\$argon2/;

/** Sends hostile requests to every operation in turn, as each of the principals, and tells what should not have been answered. */
export async function fuzz(
  options: FuzzOptions,
): Promise<{ findings: Finding[]; statuses: Map<number, number> }> {
  const random = new Random(options.seed);
  const operations = OPERATIONS.filter(({ route }) => !LEFT_OUT.has(route));
  const findings: Finding[] = [];
  const statuses = new Map<number, number>();
  for (let round = 0; round < options.rounds; round++) {
    const operation = operations[round % operations.length] as (typeof operations)[number];
    const principal = random.pick(await options.principals());
    const request = hostileRequest(operation, principal.samples, random);
    const headers = { ...request.headers, ...principal.headers };
    const answer = await withinTime(rawRequest(options.url, { ...request, headers, body: request.body }));
    const found = (what: string) =>
      findings.push({
        round,
        what,
        principal: principal.name,
        request,
        answer: typeof answer === 'string' ? answer : `${answer.status} ${answer.text.slice(0, 500)}`,
      });
    if (typeof answer === 'string') {
      found(answer);
      continue;
    }
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    for (const what of wrongWith(answer, request.path, principal, operation.statuses)) found(what);
  }
  return { findings, statuses };
}

function wrongWith(
  answer: RawAnswer,
  path: string,
  principal: FuzzPrincipal,
  documented: readonly string[],
): string[] {
  const { status, headers, text } = answer;
  const wrong: string[] = [];
  if (status >= 500) wrong.push(`answered ${status}`);
  if (!ALWAYS.has(status) && !documented.includes(String(status))) wrong.push(`${status} is not documented`);
  const type = headers['content-type'] ?? '';
  const isError =
    type.startsWith('application/problem+json') || (isGraphql(path) && hasErrorsOfGraphql(answer));
  if (status >= 400 && !isError) wrong.push(`an error of type ${headers['content-type']}`);
  if (headers['x-content-type-options'] !== 'nosniff') wrong.push('no security headers');
  const shown = `${JSON.stringify(headers)} ${text}`;
  if (INSIDE.test(text)) wrong.push(`shows the inside: ${INSIDE.exec(text)?.[0]}`);
  for (const secret of principal.secrets) if (shown.includes(secret)) wrong.push(`shows ${secret}`);
  return wrong;
}

function isGraphql(path: string): boolean {
  return /^\/graphql(\?|$)/.test(path);
}

/** Whether what went wrong is told as clients of GraphQL expect it, with a code. */
function hasErrorsOfGraphql({ headers, text }: RawAnswer): boolean {
  if (!/^application\/(graphql-response\+)?json/.test(headers['content-type'] ?? '')) return false;
  const { errors } = JSON.parse(text) as { errors?: { extensions?: { code?: unknown } }[] };
  return errors?.every(({ extensions }) => typeof extensions?.code === 'string') ?? false;
}

async function withinTime(work: Promise<RawAnswer>): Promise<RawAnswer | string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${HANGS_MS} ms`), HANGS_MS);
  });
  const failed = (error: unknown): string => `the connection broke: ${String(error)}`;
  return Promise.race([work.catch(failed), late]).finally(() => clearTimeout(timer));
}
