import type { SourceBatch, SourceReadOptions } from '../../connector';
import { ApiIntegrationError } from '../client/api-integration-error';
import { toSourceError } from '../client/answer-failure';
import type {
  ApiAnswer,
  ApiRequest,
  AskOptions,
  ThirdPartyApiClient,
} from '../client/third-party-api-client';
import type { ApiConnection } from '../connection/api-connection';
import { buildRequest, type PageToken } from '../connection/build-request';
import { fingerprint } from '../../fingerprint';
import { type ApiPosition, type PageMemory, remembered, type Run } from './api-position';
import { markIn, nextSince, runValues } from './mark';
import { firstToken, nextToken } from './next-page';
import { PageChangedError, PageRecords } from './page-records';
import type { PageRoom } from './page-room';
import { expectation, type Page, readPage } from './read-page';

/** How often, and for how long in all, a run asks for one page. */
const ATTEMPTS = 4;
const PATIENCE_MS = 180_000;
/** Records of one batch, as JSON: few where they are long. */
const BATCH_CHARACTERS = 8_388_608;

/**
 * One run over the pages of an API, from where a position says to the end or through as many pages as one run may read. A page is in
 * memory at a time, of what is no JSON a batch.
 */
export class ApiRun {
  /** Where reading goes on once all batches are stored. */
  position: ApiPosition;
  private run: Run;
  private readonly known: readonly (PageMemory | null)[];
  private readonly tokens = new Set<PageToken>();
  private before = '';
  private read = 0;
  private readonly noted = new Set<string>();

  constructor(
    private readonly connection: ApiConnection,
    private readonly client: ThirdPartyApiClient,
    position: ApiPosition,
    now: number,
    private readonly options: SourceReadOptions,
    private readonly room: PageRoom,
  ) {
    this.position = position;
    this.run = position.run ?? this.begin(now);
    this.known = position.asked === this.run.asked ? (position.pages ?? []) : [];
  }

  /** Batches with their records; a page that has not changed gives none. */
  async *batches(): AsyncGenerator<SourceBatch, void, undefined> {
    for (let pages = 0; pages < this.connection.maxPages; pages++) {
      const { token } = this.run;
      // A set of tokens, at most as many as there are pages.
      if (this.tokens.has(token)) throw loop();
      this.tokens.add(token);
      const next = yield* this.page(token);
      if (next === undefined) {
        this.assertMarked();
        this.end();
        return;
      }
    }
  }

  private begin(now: number): Run {
    const asked = fingerprint(this.request(now, firstToken(this.connection)));
    return { to: now, token: firstToken(this.connection), page: 0, seen: null, asked, pages: [] };
  }

  private request(to: number, token: PageToken): ApiRequest {
    const { incremental } = this.connection;
    return buildRequest(this.connection, runValues(incremental, this.position.since, to), token);
  }

  private async *page(token: PageToken): AsyncGenerator<SourceBatch, string | number | undefined, undefined> {
    const memory = this.known[this.run.page];
    const answer = await this.ask(token, memory);
    if (answer === undefined) return undefined;
    let changed = false;
    try {
      if (answer.status === 304 && memory) {
        this.turn(memory);
        return memory.next;
      }
      return yield* this.changed(token, answer);
    } catch (error) {
      changed = error instanceof PageChangedError && this.run.part !== undefined;
      if (!changed) throw toSourceError(error);
    } finally {
      await answer.close();
    }
    this.run = { ...this.run, part: undefined };
    return yield* this.page(token);
  }

  /** @returns undefined when there is no such page, and the one before was the last */
  private async ask(token: PageToken, memory: PageMemory | null | undefined): Promise<ApiAnswer | undefined> {
    const request = this.request(this.run.to, token);
    const conditions: Record<string, string> = {
      ...(memory?.etag === undefined ? {} : { 'if-none-match': memory.etag }),
      ...(memory?.modified === undefined ? {} : { 'if-modified-since': memory.modified }),
    };
    const options: AskOptions = {
      signal: this.options.signal,
      attempts: ATTEMPTS,
      patienceMs: PATIENCE_MS,
      expect: expectation(this.connection),
    };
    try {
      return await this.client.ask({ ...request, headers: { ...request.headers, ...conditions } }, options);
    } catch (error) {
      const isMissing = error instanceof ApiIntegrationError && error.status === 404;
      if (isMissing && this.connection.pagination.type === 'page' && this.run.page > 0) return undefined;
      throw error;
    }
  }

  private async *changed(
    token: PageToken,
    answer: ApiAnswer,
  ): AsyncGenerator<SourceBatch, string | number | undefined, undefined> {
    const wait = { signal: this.options.signal, patienceMs: PATIENCE_MS };
    const page = await readPage(answer, this.connection, this.room, wait);
    try {
      return yield* this.batchesOf(page, token, answer);
    } finally {
      page.done();
    }
  }

  private async *batchesOf(
    page: Page,
    token: PageToken,
    answer: ApiAnswer,
  ): AsyncGenerator<SourceBatch, string | number | undefined, undefined> {
    const { connection } = this;
    const { incremental, pagination } = connection;
    const records = new PageRecords(connection, this.run.seen, this.run.part);
    let batch = this.empty();
    let size = 0;
    for await (const given of page.records) {
      const before = records.part;
      const taken = records.take(given);
      if (!taken) continue;
      const isFull = batch.records.length === this.options.batchSize;
      if (isFull || (size > 0 && size + records.size > BATCH_CHARACTERS)) {
        this.run = { ...this.run, part: before };
        yield { ...batch, position: this.now() };
        batch = this.empty();
        size = 0;
      }
      size += records.size;
      batch.records.push(taken.record);
      batch.keys.push(taken.key);
    }
    records.end();
    // One that was read before has found something then.
    const isFirst = this.run.page === 0 && this.position.since === null;
    if (isFirst && records.missing !== undefined)
      throw new ApiIntegrationError('invalid', { detail: records.missing });
    const notes = records.notes.filter(({ about }) => !this.noted.has(about));
    for (const { about } of notes) this.noted.add(about);
    const { count, content } = records;
    this.read += count;
    // Pages by number have nothing else to tell a server that gives the last one for ever.
    const isCounted = pagination.type === 'page' || pagination.type === 'offset';
    if (isCounted && count > 0 && content === this.before) throw loop();
    this.before = content;
    const ofPage = incremental?.type === 'cursor' && incremental.of === 'page';
    const mark = ofPage ? markIn(incremental, page.body) : null;
    const next = nextToken(connection, token, answer, page.body, count);
    const { etag, 'last-modified': modified } = answer.headers;
    this.run = { ...this.run, seen: mark ?? records.seen };
    this.turn({ etag, modified, next });
    if (batch.records.length > 0)
      yield {
        ...batch,
        ...(notes.length > 0 && { notes: notes.map(({ text }) => text) }),
        position: this.now(),
      };
    return next;
  }

  private empty(): Pick<SourceBatch, 'records' | 'keys'> {
    return { records: [], keys: [] };
  }

  /** The position as the run stands, as JSON has it. */
  private now(): Record<string, unknown> {
    return { ...this.position, run: this.run };
  }

  /** Goes on to the page behind. */
  private turn(memory: PageMemory): void {
    const { page, pages, token } = this.run;
    const behind = { page: page + 1, token: memory.next ?? token, part: undefined };
    this.run = { ...this.run, ...behind, pages: remembered(pages, memory) };
    this.position = { ...this.position, run: this.run };
  }

  /** @throws ApiIntegrationError invalid when there were records, and on no page a token that says where the next run begins */
  private assertMarked(): void {
    const { incremental } = this.connection;
    const ofPage = incremental?.type === 'cursor' && incremental.of === 'page';
    if (!ofPage || this.read === 0 || this.run.seen !== null || this.position.since !== null) return;
    throw new ApiIntegrationError('invalid', {
      detail:
        'incremental.path finds nothing on any page, so that the next reading would read all of it again.',
    });
  }

  private end(): void {
    const { incremental } = this.connection;
    const { question, since } = this.position;
    const { seen, to, asked, pages } = this.run;
    this.position = { question, since: nextSince(incremental, since, seen, to), asked, pages };
  }
}

function loop(): ApiIntegrationError {
  return new ApiIntegrationError('invalid', { detail: 'Its pages go round in a circle.' });
}
