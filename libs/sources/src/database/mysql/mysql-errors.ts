import { SourceError, type SourceErrorReason } from '../../source-error';
import { NO_TLS, said, unread } from '../read-error';

/** Error numbers of MySQL and MariaDB. */
const NUMBERS = new Map<number, [SourceErrorReason, 'said'?]>([
  // Where the user has no rights: it is not told whether there is such a database.
  [1044, ['missing']],
  [1045, ['credentials']],
  [1130, ['credentials']],
  [1698, ['credentials']],
  [3118, ['credentials']],
  [3159, ['refused']],
  [1049, ['missing']],
  [1054, ['missing', 'said']],
  [1109, ['missing', 'said']],
  [1146, ['missing', 'said']],
  [1305, ['missing', 'said']],
  [1142, ['refused', 'said']],
  [1143, ['refused', 'said']],
  [1370, ['refused', 'said']],
  [1792, ['refused', 'said']],
  [1317, ['timeout']],
  [1969, ['timeout']],
  [3024, ['timeout']],
  [1040, ['busy']],
  [1203, ['busy']],
  [1205, ['busy']],
  [1213, ['busy']],
  [1226, ['busy']],
  [1053, ['broken']],
  [1927, ['broken']],
]);
/** Classes of SQLSTATEs that are about the statement alone: syntax and data. */
const OF_THE_STATEMENT = /^(21|22|42|0A)/;

/** What an error of `mysql2` means. @param connected whether a session stood when it came */
export function readMysqlError(error: unknown, connected: boolean): SourceError {
  if (error instanceof SourceError) return error;
  const { errno, sqlState, code } = error as { errno?: number; sqlState?: string; code?: string };
  const message = (error as { sqlMessage?: string }).sqlMessage;
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') return new SourceError('refused', NO_TLS, { cause: error });
  // The driver writes over the code that says what is wrong with a certificate; errors of the network have a syscall.
  if (code === 'HANDSHAKE_SSL_ERROR' && (error as { syscall?: string }).syscall === undefined)
    return new SourceError('certificate', undefined, { cause: error });
  const known = errno === undefined ? undefined : NUMBERS.get(errno);
  if (known) return new SourceError(known[0], known[1] && said(message), { cause: error });
  if (sqlState === undefined) return unread(error, connected);
  const isItsFault = connected && OF_THE_STATEMENT.test(sqlState);
  return new SourceError('refused', isItsFault ? said(message) : undefined, { cause: error });
}
