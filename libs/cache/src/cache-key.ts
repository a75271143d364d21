import { hash } from 'node:crypto';
import type { CacheClass } from './cache-class';
import type { CacheTag } from './cache-tag';

/** What tells the entries of a class apart, besides class and organization. */
interface CacheKeyParts {
  /** `policy` is the hash of the data policy, `query` of range, filters, zone and interval as resolved. */
  dashboardData: { dashboardId: string; policy: string; query: string };
  widgetData: { widgetId: string; policy: string; query: string };
  /** `representation` is the media type. */
  aggregation: { policy: string; query: string; representation: string };
  /** `principal` is whose answer it is, `request` its path and query string. */
  preferences: { principal: string; request: string };
  catalog: { principal: string; request: string };
  list: { principal: string; request: string };
}

/** The name of a cached answer. The organization is part of every one. */
export type CacheKey = {
  [C in CacheClass]: { class: C; organizationId: string } & CacheKeyParts[C];
}[CacheClass];

/** Tags that an entry has because of its key. */
export function keyTags({ organizationId }: Pick<CacheKey, 'organizationId'>): [CacheTag] {
  return [`organization:${organizationId}`];
}

const PARTS = {
  dashboardData: ['dashboardId', 'policy', 'query'],
  widgetData: ['widgetId', 'policy', 'query'],
  aggregation: ['policy', 'query', 'representation'],
  preferences: ['principal', 'request'],
  catalog: ['principal', 'request'],
  list: ['principal', 'request'],
} as const satisfies { [C in CacheClass]: readonly (keyof CacheKeyParts[C])[] };

const MAX_LENGTH = 200;

/** One string per key and one key per string; long ones end in a SHA-256 of the whole. */
export function keyName(key: CacheKey): string {
  const parts = key as unknown as Record<string, string>;
  const name = JSON.stringify([
    key.class,
    key.organizationId,
    ...PARTS[key.class].map((part) => parts[part]),
  ]);
  if (name.length <= MAX_LENGTH) return name;
  return `${key.class}#${hash('sha256', name, 'base64url')}`;
}
