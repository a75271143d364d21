import type { Principal } from '@app/auth';

/**
 * How much of a plan a principal may hear of. A plan knows more than the answer: sizes of what a data policy hides, and rows of tables
 * that organizations share.
 * - `policy`: a data policy restricts the principal. Nothing that is counted over hidden points.
 * - `organization`: everything of the own organization.
 * - `installation`: also how shared tables are read, and what the database counts for all organizations together.
 */
export const TOLD_SCOPES = ['policy', 'organization', 'installation'] as const;
export type ToldScope = (typeof TOLD_SCOPES)[number];

export function whatMayBeTold({ dataPolicy, lockedFilters, permissions }: Principal): ToldScope {
  if (Object.keys(dataPolicy).length > 0 || lockedFilters?.length) return 'policy';
  return permissions.has('organization:read') ? 'installation' : 'organization';
}
