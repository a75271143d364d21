/** What a tag may name; one line per kind of subject that answers are made of. */
export type CacheTagKind = 'organization' | 'user' | 'dashboard' | 'widget' | 'catalog' | 'list';

/** Marks entries for invalidation together: `dashboard:<id>`. */
export type CacheTag = `${CacheTagKind}:${string}`;
