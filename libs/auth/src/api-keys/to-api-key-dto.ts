import type { ApiKeyDto } from './api-key.dto';
import type { ApiKey } from './api-key.entity';

/** What is shown of a key, as of `now`. */
export function toApiKeyDto(key: ApiKey, now: Date): ApiKeyDto {
  const { previousUntil } = key;
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    permissions: key.permissions,
    allowedEndpoints: key.allowedEndpoints ?? null,
    limits: key.limits ?? null,
    dataPolicy: key.dataPolicy ?? null,
    createdBy: key.creatorId ?? null,
    expiresAt: key.expiresAt ?? null,
    previousKeyValidUntil: previousUntil && previousUntil > now ? previousUntil : null,
    lastUsedAt: key.lastUsedAt ?? null,
    lastUsedAddress: key.lastUsedAddress ?? null,
    createdAt: key.createdAt,
    updatedAt: key.updatedAt,
    version: key.version,
  };
}

/** What the audit log keeps of a key: no text of it, and no hash. */
export function auditedKey(key: ApiKey): object {
  const { name, prefix, permissions, allowedEndpoints, limits, dataPolicy, expiresAt } = key;
  return { name, prefix, permissions: [...permissions], allowedEndpoints, limits, dataPolicy, expiresAt };
}
