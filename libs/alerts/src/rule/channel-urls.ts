import { Injectable } from '@nestjs/common';
import { SecretBox } from '@app/platform';

/** The URLs of a rule's channels by their masks; sealed, because who knows one can write there. */
@Injectable()
export class ChannelUrls {
  constructor(private readonly box: SecretBox) {}

  seal(row: { id: string; organizationId: string }, urls: Record<string, string>): string | null {
    return Object.keys(urls).length > 0 ? this.box.seal(JSON.stringify(urls), placeOf(row)) : null;
  }

  /** @throws SealedError when the key that sealed them is not known any more */
  open(row: { id: string; organizationId: string; urlsSealed: string | null }): Record<string, string> {
    if (row.urlsSealed === null) return {};
    return JSON.parse(this.box.open(row.urlsSealed, placeOf(row))) as Record<string, string>;
  }
}

function placeOf({ id, organizationId }: { id: string; organizationId: string }) {
  return { organizationId, table: 'alert_rule', column: 'urls_sealed', rowId: id };
}
