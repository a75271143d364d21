const SECRET_NAME = /passw|secret|token|authorization|cookie|credential|connection|apikey|^key$|_key$|dsn/i;

/** What only names a secret, or says when it was made, is none. */
const NO_SECRET = /(Ids?|At|_id|_at)$/;

/**
 * The same value without the texts whose names say that they are secret. What is recorded has none to begin with; this keeps it so
 * when somebody adds a field.
 */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      name,
      isSecret(name) && typeof child !== 'boolean' && child !== null ? '***' : withoutSecrets(child),
    ]),
  );
}

function isSecret(name: string): boolean {
  return SECRET_NAME.test(name) && !NO_SECRET.test(name);
}
