import type { SourcePosition } from '../../connector';
import { fingerprint } from '../../fingerprint';
import type { ApiConnection } from '../connection/api-connection';
import type { PageToken } from '../connection/build-request';
import type { Mark } from './mark';
import type { PagePart } from './page-records';

/** What is known of a page that was read: how to ask whether it has changed, and what came behind it if it has not. */
export interface PageMemory {
  etag?: string;
  modified?: string;
  /** Absent: it was the last one. */
  next?: string | number;
}

/** A run that is under way. */
export interface Run {
  /** When it began. Milliseconds since 1970. */
  to: number;
  /** The page to go on with, and how many were read before it. */
  token: PageToken;
  page: number;
  /** What of that page is stored already. */
  part?: PagePart;
  /** The latest mark so far. */
  seen: Mark | null;
  /** Names the request for the first page. */
  asked: string;
  /** Of the pages so far; null where nothing is known. */
  pages: (PageMemory | null)[];
}

/** How far an API was read. */
export interface ApiPosition {
  /** Names what was asked for: with another question everything begins anew. */
  question: string;
  /** The latest mark of the runs that ended. */
  since: Mark | null;
  /** Of the last run that ended: its first request, and what is known of its pages. */
  asked?: string;
  pages?: (PageMemory | null)[];
  run?: Run;
}

const MOST_PAGES = 40;
const LONGEST_MEMORY = 500;

/** What of a connection decides which records it gives. */
export function questionOf({
  url,
  method,
  query,
  body,
  format,
  records,
  pagination,
  incremental,
}: ApiConnection): string {
  return fingerprint({ url, method, query, body, format, records, pagination, incremental });
}

/** Reads a position; what belongs to another question, or to no version of this connector, is none. */
export function readPosition(position: SourcePosition, question: string): ApiPosition {
  const known = position as Partial<ApiPosition> | null;
  if (known?.question !== question) return { question, since: null };
  return { ...known, question, since: known.since ?? null };
}

/** With what one more page was; beyond so many pages, or where it would be long, nothing is remembered. */
export function remembered(pages: readonly (PageMemory | null)[], memory: PageMemory): (PageMemory | null)[] {
  if (pages.length >= MOST_PAGES) return [...pages];
  const isUseful = memory.etag !== undefined || memory.modified !== undefined;
  return [...pages, isUseful && JSON.stringify(memory).length <= LONGEST_MEMORY ? memory : null];
}
