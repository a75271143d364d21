import { SourceError, type SourceErrorReason } from '../../source-error';

const REPLIES: readonly [RegExp, SourceErrorReason][] = [
  [/^(WRONGPASS|NOAUTH|NOPERM|ERR invalid password|ERR AUTH)/, 'credentials'],
  [/^(WRONGTYPE|ERR no such key|ERR DB index)/, 'missing'],
  [/^(LOADING|BUSY|TRYAGAIN|MASTERDOWN|OOM)/, 'busy'],
  [/^Command timed out/, 'timeout'],
  [/^[A-Z]+ /, 'refused'],
];

/** What went wrong in the words of all sources. What Redis says of it is for the log alone: it may quote what it was sent. */
export function redisFailure(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const { message = '', code } = error as { message?: string; code?: string };
  if (code !== undefined && /^(ERR_TLS|CERT|DEPTH|SELF_SIGNED|UNABLE)/.test(code))
    return new SourceError('certificate', undefined, { cause: error });
  const [, reason = 'broken'] = REPLIES.find(([pattern]) => pattern.test(message)) ?? [];
  // Where a cluster has it is not followed: that address was not checked.
  const detail = /^(MOVED|ASK) /.test(message)
    ? 'It is a cluster, and another of its nodes has the stream: give that one.'
    : undefined;
  return new SourceError(reason, detail, { cause: withoutCommand(error) });
}

/** ioredis keeps with an error the command and its arguments, the password among them. */
function withoutCommand(error: unknown): unknown {
  if (error instanceof Error && 'command' in error) delete error.command;
  return error;
}
