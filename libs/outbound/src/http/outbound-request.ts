/** A request to a host that somebody else named. */
export interface OutboundRequest {
  url: string;
  /** Default: GET. */
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** ASCII values. Not those that frame a message, such as Host. */
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Until a connection stands, the look-up of the name and TLS included. Default 5,000 ms. */
  connectTimeoutMs?: number;
  /** From the request sent to the headers of the answer, and between two pieces of its body. Default 10,000 ms. */
  answerTimeoutMs?: number;
  /** From the beginning to the last byte, redirects included. Default 30,000 ms. */
  totalTimeoutMs?: number;
  /** Largest body of an answer. Default 1 MiB. */
  maxBytes?: number;
  /** What becomes of a larger one: an error, or its beginning. Default: fail. */
  beyond?: 'fail' | 'cut';
  /** Redirects that are followed. Default 0: an answer that redirects is the answer. */
  maxRedirects?: number;
  /** Headers that do not follow a redirect to another origin, beside those whose names speak of credentials. */
  keptFromOthers?: readonly string[];
  /** Asks for gzip and Brotli, and undoes them: `maxBytes` counts what they become. Default: nothing compressed is asked for. */
  compressed?: boolean;
  signal?: AbortSignal;
}

/** What came back. Names of headers are in lower case; those that came several times are joined by `, `. */
export interface OutboundResponse {
  /** Where it came from, after redirects. */
  url: string;
  status: number;
  headers: Readonly<Record<string, string>>;
  /** As it was sent, unless `compressed` was asked for. */
  body: Buffer;
  /** Whether there was more of the body than was asked for. */
  cut: boolean;
}

/** An answer whose body is still on its way. */
export interface OutboundStream extends Pick<OutboundResponse, 'url' | 'status' | 'headers'> {
  /** Read it once. Throws OutboundError when it breaks off or takes too long. */
  body: AsyncIterable<Buffer>;
  /** Ends the connection, whatever was read. */
  close: () => Promise<void>;
}
