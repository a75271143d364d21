import { SourceError, type SourceErrorReason } from '../../source-error';

export interface ApiFailure {
  /** Of the last answer; absent when none came. */
  status?: number;
  /** Default 1. */
  attempts?: number;
  /** What the API asked for, or when the limit of the source admits another request. */
  retryAfterMs?: number;
  /** What the API calls the request, for its support. */
  requestId?: string;
  /** For whoever manages the source; without secrets. */
  detail?: string;
  cause?: unknown;
}

/** Why an API did not give what it was asked for. Neither URL, headers nor body are in it. */
export class ApiIntegrationError extends SourceError {
  readonly status: number | undefined;
  /** Requests that were made, tokens not counted. */
  attempts: number;
  readonly requestId: string | undefined;

  constructor(reason: SourceErrorReason, { status, attempts = 1, requestId, ...rest }: ApiFailure = {}) {
    super(reason, rest.detail, { cause: rest.cause, retryAfterMs: rest.retryAfterMs });
    this.name = 'ApiIntegrationError';
    this.status = status;
    this.attempts = attempts;
    this.requestId = requestId;
  }
}
