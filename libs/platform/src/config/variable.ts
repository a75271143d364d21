/** In the order in which they are listed. */
const GROUPS = [
  'Service',
  'Database',
  'Redis',
  'Security',
  'First admin',
  'Mail',
  'Files',
  'Sources',
  'Webhooks',
  'Limits',
  'Load',
  'Live',
  'Jobs',
  'Dashboards',
  'Demo',
  'Telemetry',
] as const;

/** What one environment variable is for; `.env.example`, the operations page and log redaction are made from it. */
export interface VariableSpec {
  /** Name in the environment. */
  env: string;
  group: (typeof GROUPS)[number];
  /** Why somebody would set it, one or two sentences. */
  reason: string;
  /** Text of the default as the environment would give it; absent = no default. */
  default?: string;
  /** What is taken instead of a fixed default, in words: "half of DATABASE_POOL_MAX". */
  automatic?: string;
  /** A secret is never printed, neither in logs nor in errors. */
  secret?: boolean;
  /** What is allowed, in words, for error messages: "an integer from 1 to 65535". */
  allowed: string;
}

const registry = new Map<string, VariableSpec>();

/** Declares a property of {@link AppConfig} as read from one environment variable. */
export function Variable(spec: VariableSpec): PropertyDecorator {
  return (_target, property) => {
    registry.set(String(property), spec);
  };
}

/** All declared variables by property name: by group, then in order of declaration. */
export function variables(): ReadonlyMap<string, VariableSpec> {
  return new Map([...registry].toSorted(([, a], [, b]) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group)));
}
