/** A client that gets its tokens by the client credentials grant. */
export interface ClientCredentials {
  type: 'oauth2ClientCredentials';
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope?: string;
  audience?: string;
  /** How the client says who it is: HTTP Basic, or fields of the form. */
  clientAuthentication: 'basic' | 'body';
}

export type ApiAuth =
  | { type: 'none' }
  | { type: 'basic'; username: string; password: string }
  | { type: 'bearer'; token: string }
  | { type: 'apiKey'; in: 'header' | 'query'; name: string; key: string }
  | ClientCredentials;

export type ApiFormat = 'json' | 'ndjson' | 'csv';

/** How one page leads to the next. */
export type Pagination =
  | { type: 'none' }
  /** By a URL: that of the header `Link` with `rel="next"`, or what `path` finds in the body. */
  | { type: 'link'; path?: string }
  /** By what `path` finds in the body, sent as a parameter or as `{{cursor}}` in the body; false or nothing is the end. */
  | { type: 'cursor'; path: string; parameter?: string }
  /** By number, until a page is empty or missing. */
  | { type: 'page'; parameter?: string; first: number; sizeParameter?: string; size?: number }
  /** By how many records came before, until a page is empty. */
  | { type: 'offset'; parameter?: string; sizeParameter?: string; size?: number };

/** How the next run asks only for what is new. */
export type Incremental = {
  /** Of each record; of the page with `of: page`. */
  path: string;
  /** Query parameter that says where to begin. Absent: `{{from}}` does. */
  parameter?: string;
  /** Where the first run begins. Absent: the parameter is not sent. */
  initial?: string;
} & (
  | {
      type: 'time';
      /** Of the record's time: iso8601, unix, unixMs or a pattern of luxon. */
      format: string;
      /** Of the parameter. */
      parameterFormat: string;
      /** Of times without offset. */
      timezone: string;
      /** The next run begins so much earlier, for what came late. */
      overlapSeconds: number;
    }
  | { type: 'cursor'; of: 'record' | 'page' }
);

/** An endpoint of an API with everything that is needed to ask it, defaults included. */
export interface ApiConnection extends Record<string, unknown> {
  kind: 'http';
  url: string;
  method: 'GET' | 'POST';
  query: Record<string, string | number | boolean>;
  headers: Record<string, string>;
  /** Headers that nobody may read again. */
  secretHeaders: Record<string, string>;
  /** Sent as JSON. */
  body?: Record<string, unknown>;
  auth: ApiAuth;
  /** Absent: what the answer says that it is. */
  format?: ApiFormat;
  /** Of CSV. */
  delimiter: string;
  /** Finds the list of records in the body of a JSON answer. */
  records: string;
  /** Names a record. Absent: it is named by its content. */
  recordKey?: string;
  pagination: Pagination;
  /** Pages that one run reads; the next one goes on. */
  maxPages: number;
  incremental?: Incremental;
  rateLimit: { requestsPerMinute: number; concurrent: number };
  /** Until an answer begins and between two pieces of it; of JSON, until it is there. */
  timeoutMs: number;
  /** Of one answer, decompressed. */
  maxBytes: number;
}

/** Longest JSON that is read: it is in memory as a whole. */
export const LARGEST_JSON = 33_554_432;
