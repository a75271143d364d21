const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const RULE = /^(\S+) +(\/\S*)$/;
const SEGMENT = /^(\*|:[A-Za-z]\w*|\{[A-Za-z]\w*\}|[\w~-][\w.~-]*)$/;
const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

interface Rule {
  method: string;
  segments: string[];
}

/**
 * The routes that an API key may call. A rule is a method (or `*`) and the template of a route, such as
 * `GET /api/v1/dashboards/:id`; `*` stands for one segment, and at the end for one or more. What is matched is the template
 * of the route that the router found, never the text of a URL: no way of writing a URL makes it another route.
 */
export class EndpointRules {
  private readonly rules: readonly Rule[];
  /** What was decided once per method and route; there are few of both. */
  private readonly decided = new Map<string, boolean>();

  /** @param texts as {@link ruleProblem} lets them pass */
  constructor(texts: readonly string[]) {
    this.rules = texts.map(parse).filter((rule) => rule !== undefined);
  }

  /** Whether a request may be made; who may GET may HEAD. */
  allow(method: string, template: string | undefined): boolean {
    if (template === undefined) return false;
    const name = `${method} ${template}`;
    let allowed = this.decided.get(name);
    if (allowed === undefined) {
      const segments = segmentsOf(template);
      allowed = this.rules.some((rule) => allowsMethod(rule, method) && matches(rule.segments, segments));
      this.decided.set(name, allowed);
    }
    return allowed;
  }
}

/** What is wrong with the text of a rule, in words; undefined when it is good. */
export function ruleProblem(text: string): string | undefined {
  const [, method = '', path = ''] = RULE.exec(text) ?? [];
  if (path === '') return 'is not "<METHOD> <path>", such as "GET /api/v1/data/*"';
  if (method !== '*' && !METHODS.some((known) => known === method.toUpperCase()))
    return `has no method of ${METHODS.join(', ')} or *`;
  const segments = segmentsOf(path);
  if (segments.some((segment) => ID.test(segment)))
    return 'holds an id; name the route as the API document does, such as "/api/v1/dashboards/:id"';
  if (!segments.every((segment) => SEGMENT.test(segment)))
    return 'has a path segment that is neither a name, nor a parameter such as :id, nor *';
  return undefined;
}

/** The rule as it is kept: method in capitals, one space. */
export function canonicalRule(text: string): string {
  const [, method = '', path = ''] = RULE.exec(text) ?? [];
  return `${method.toUpperCase()} ${path}`;
}

function parse(text: string): Rule | undefined {
  if (ruleProblem(text) !== undefined) return undefined;
  const [method = '', path = ''] = canonicalRule(text).split(' ');
  return { method, segments: segmentsOf(path) };
}

function segmentsOf(path: string): string[] {
  return path.slice(1).split('/');
}

function allowsMethod({ method }: Rule, asked: string): boolean {
  return method === '*' || method === asked || (method === 'GET' && asked === 'HEAD');
}

function matches(rule: readonly string[], template: readonly string[]): boolean {
  const isOpen = rule.at(-1) === '*';
  if (isOpen ? template.length < rule.length : template.length !== rule.length) return false;
  return rule.every((segment, i) => {
    const actual = template[i] ?? '';
    if (segment === '*') return actual !== '';
    return isParameter(segment) ? isParameter(actual) : segment === actual;
  });
}

function isParameter(segment: string): boolean {
  return segment.startsWith(':') || segment.startsWith('{');
}
