import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { CatalogEntries, type CatalogEntry } from '../catalog/catalog-entries';
import { ROLLUP_LIMITS } from '../rollup/rollup-limits';
import type { SuggestedRequest, Suggestion } from './suggest/suggestion';

/** Completes suggestions with requests that can be sent as they are. */
@Injectable()
export class SuggestedRequests {
  constructor(private readonly entries: CatalogEntries) {}

  /** Gives suggested rollups the request that pins them; those that find no room beside what is pinned already say so. */
  async complete<S extends Suggestion>(principal: Principal, suggestions: readonly S[]): Promise<S[]> {
    const entries = new Map<string, CatalogEntry>();
    for (const { rollup } of suggestions) {
      if (!rollup || entries.has(rollup.metric)) continue;
      entries.set(rollup.metric, await this.entries.get(principal, rollup.metric));
    }
    return suggestions.map((suggestion) => {
      const entry = suggestion.rollup && entries.get(suggestion.rollup.metric);
      if (!suggestion.rollup || !entry) return suggestion;
      return withRequest(suggestion, entry, suggestion.rollup.dimensions);
    });
  }

  /** The request that makes a metric keep its points for so many days. */
  async retention(principal: Principal, metric: string, retentionDays: number): Promise<SuggestedRequest> {
    const entry = await this.entries.get(principal, metric);
    return putOf(entry, { retentionDays });
  }
}

function withRequest<S extends Suggestion>(suggestion: S, entry: CatalogEntry, dimensions: string[]): S {
  const pinned = pinnedOf(entry);
  if (pinned.length < ROLLUP_LIMITS.pinnedGroupings) {
    return { ...suggestion, request: putOf(entry, { rollups: [...pinned, dimensions] }) };
  }
  const full = `${entry.name} has ${pinned.length} rollups that were asked for, which is the most: leave one out for it.`;
  return { ...suggestion, reason: `${suggestion.reason} ${full}` };
}

/** `PUT` replaces all that is said of a metric: what is to stay is sent along. */
function putOf(
  entry: CatalogEntry,
  change: { rollups?: string[][]; retentionDays?: number },
): SuggestedRequest {
  const { name, unit, description, defaultAggregation, retentionDays } = entry;
  return {
    method: 'PUT',
    path: `/api/v1/data/catalog/${encodeURIComponent(name)}`,
    body: { unit, description, defaultAggregation, retentionDays, rollups: pinnedOf(entry), ...change },
  };
}

function pinnedOf({ rollups }: CatalogEntry): string[][] {
  return rollups.filter(({ pinned }) => pinned).map(({ dimensions }) => dimensions);
}
