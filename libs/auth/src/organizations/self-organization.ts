/**
 * The organization that Vitrine writes its own measurements into, the same in every installation. It sorts behind all
 * others, so that "the oldest organization" is never this one.
 */
export const SELF_ORGANIZATION_ID = 'ffffffff-ffff-7fff-bfff-000000000001';
