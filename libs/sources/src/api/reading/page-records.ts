import { hash } from 'node:crypto';
import { UnreadableRecord } from '../../connector';
import { ExpressionError, evaluate } from '../../records/expression';
import { ApiIntegrationError } from '../client/api-integration-error';
import type { ApiConnection } from '../connection/api-connection';
import { laterOf, type Mark, markIn } from './mark';

/** How much of a page was stored, and what it was. */
export interface PagePart {
  count: number;
  content: string;
}

/** What was stored of a page is not there any more: it is read from its beginning. */
export class PageChangedError extends Error {
  constructor() {
    super('a page changed while it was read');
    this.name = 'PageChangedError';
  }
}

/** Something odd about a page. */
export interface PageNote {
  /** The field of the connection. */
  about: 'incremental.path' | 'recordKey';
  text: string;
  /** Whether it is about every record. */
  isWhole: boolean;
}

/** The records of one page, one after the other. */
export class PageRecords {
  count = 0;
  /** Names all records so far. */
  content = '';
  /** Of the latest one as JSON, in characters. */
  size = 0;
  private found = 0;
  private asked = 0;
  private named = 0;
  private wrong: ApiIntegrationError | undefined;

  /**
   * @param seen the latest mark of the pages before
   * @param stored what of this page need not be stored again
   */
  constructor(
    private readonly connection: ApiConnection,
    public seen: Mark | null,
    private readonly stored: PagePart | undefined,
  ) {}

  get part(): PagePart {
    return { count: this.count, content: this.content };
  }

  /**
   * @returns the record with its name; undefined when it was stored before
   * @throws PageChangedError
   */
  take(given: unknown): { record: unknown; key: string | null } | undefined {
    const text = JSON.stringify(given) ?? '';
    this.size = text.length;
    this.content = hash('sha256', this.content + text, 'base64url');
    this.count++;
    this.mark(given);
    if (this.stored && this.count <= this.stored.count) {
      if (this.count === this.stored.count && this.content !== this.stored.content)
        throw new PageChangedError();
      return undefined;
    }
    if (given instanceof UnreadableRecord) return { record: given, key: null };
    const key = this.keyOf(given);
    if (this.connection.recordKey !== undefined) this.asked++;
    if (key !== null) this.named++;
    return key instanceof UnreadableRecord ? { record: key, key: null } : { record: given, key };
  }

  /**
   * Looks back at the whole page.
   * @throws PageChangedError; ApiIntegrationError invalid when no mark of it could be read
   */
  end(): void {
    if (this.stored && this.count < this.stored.count) throw new PageChangedError();
    if (this.wrong && this.found === 0) throw this.wrong;
  }

  /** What of the connection finds nothing in any record of the page, in words; undefined where all of it finds something. */
  get missing(): string | undefined {
    return this.notes.find(({ isWhole }) => isWhole)?.text;
  }

  /** What of the connection finds nothing in some records, or in all. */
  get notes(): PageNote[] {
    const notes: PageNote[] = [];
    if (this.marksRecords && this.count > 0 && this.found === 0)
      notes.push({
        about: 'incremental.path',
        text: `incremental.path finds nothing in ${this.records}: the next reading would read what it has read.`,
        isWhole: true,
      });
    const unnamed = this.asked - this.named;
    const some = unnamed < this.asked ? `${unnamed} of ${this.asked} records of a page` : this.records;
    if (unnamed > 0)
      notes.push({
        about: 'recordKey',
        text: `recordKey finds nothing in ${some}: what is named by its content is stored once more when it changes.`,
        isWhole: unnamed === this.asked,
      });
    return notes;
  }

  private get records(): string {
    return this.count === 1 ? 'the only record of a page' : `any of ${this.count} records of a page`;
  }

  private get marksRecords(): boolean {
    const { incremental } = this.connection;
    return incremental !== undefined && !(incremental.type === 'cursor' && incremental.of === 'page');
  }

  /** One record that has no proper mark must not keep all others from being read. */
  private mark(record: unknown): void {
    const { incremental } = this.connection;
    if (!incremental || !this.marksRecords || record instanceof UnreadableRecord) return;
    try {
      const mark = markIn(incremental, record);
      if (mark === null) return;
      this.found++;
      this.seen = laterOf(this.seen, mark);
    } catch (error) {
      if (!(error instanceof ApiIntegrationError)) throw error;
      this.wrong = error;
    }
  }

  private keyOf(record: unknown): string | null | UnreadableRecord {
    const { recordKey } = this.connection;
    if (recordKey === undefined) return null;
    try {
      const key = evaluate(recordKey, record);
      if (key === null || typeof key === 'string') return key;
      if (typeof key === 'number' || typeof key === 'boolean') return String(key);
      return new UnreadableRecord('has neither text nor number where recordKey looks');
    } catch (error) {
      if (error instanceof ExpressionError)
        return new UnreadableRecord(`has no name: recordKey ${error.message}`);
      throw error;
    }
  }
}
