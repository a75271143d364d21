import type { EntityClass, EntitySchema } from '@mikro-orm/core';

/** Injection token of the entities that the composition root brings together from the libs. */
export const ENTITIES = Symbol('ENTITIES');
export type Entities = (EntityClass<object> | EntitySchema)[];
