import { p } from '@mikro-orm/core';
import { newId } from '@app/platform';

/** Properties of every row that is a resource of the API. `version` makes the ETag and guards against lost updates. */
export const baseProperties = {
  id: p
    .uuid()
    .primary()
    .onCreate(() => newId()),
  createdAt: p.datetime(3).onCreate(() => new Date()),
  updatedAt: p
    .datetime(3)
    .onCreate(() => new Date())
    .onUpdate(() => new Date()),
  version: p.integer().version(),
};
