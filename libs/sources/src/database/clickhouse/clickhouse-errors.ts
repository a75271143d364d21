import { SourceError, type SourceErrorReason } from '../../source-error';
import { said, unread } from '../read-error';

/** Error codes of ClickHouse (`system.errors`); of the others its words may be about the network behind it. */
const CODES: readonly [SourceErrorReason, 'said' | '', readonly number[]][] = [
  ['credentials', '', [192, 193, 194, 195, 516]],
  ['missing', 'said', [8, 10, 16, 36, 46, 47, 60, 81]],
  [
    'refused',
    'said',
    [
      6, 27, 32, 34, 35, 38, 41, 42, 43, 44, 48, 50, 53, 62, 63, 69, 70, 72, 115, 153, 164, 184, 215, 386,
      407, 452, 456, 457, 497,
    ],
  ],
  ['refused', '', [241, 307, 158]],
  ['timeout', '', [159, 160, 394]],
  ['too-large', '', [396]],
  ['busy', '', [201, 202, 203, 439]],
];
const NOT_HTTP = /^(HPE_|ERR_STREAM_PREMATURE_CLOSE)/;

/** What an error of `@clickhouse/client` means. @param connected whether the server has answered before */
export function readClickhouseError(error: unknown, connected: boolean): SourceError {
  if (error instanceof SourceError) return error;
  const { code, type, message } = error as { code?: unknown; type?: unknown; message?: string };
  if (typeof code === 'string' && typeof type === 'string' && /^\d+$/.test(code)) {
    const [reason, words] = CODES.find(([, , codes]) => codes.includes(Number(code))) ?? ['refused', ''];
    return new SourceError(reason, words === 'said' ? said(message) : undefined, { cause: error });
  }
  if (typeof code === 'string' && NOT_HTTP.test(code))
    return new SourceError('invalid', undefined, { cause: error });
  // An answer that is not ClickHouse's has neither.
  if (code === undefined) return new SourceError('invalid', undefined, { cause: error });
  return unread(error, connected);
}
