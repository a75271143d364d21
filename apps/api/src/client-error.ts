import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { AppError, ERROR_CODES, type ErrorCode, toProblem } from '@app/platform';
import { securityHeaders } from './security-headers';

const BY_NODE_CODE: Record<string, [ErrorCode, string]> = {
  HPE_HEADER_OVERFLOW: ['HEADERS_TOO_LARGE', 'The request line and headers together exceed 16 KiB.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['REQUEST_TIMEOUT', 'The request did not arrive in time.'],
};

/**
 * Answers what Node could not parse as HTTP at all, so that there is no request yet: the same problem+json as everywhere,
 * written to the socket, which is then closed.
 */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, detail] = BY_NODE_CODE[error.code ?? ''] ?? [
    'MALFORMED_BODY',
    'This is not a valid HTTP request.',
  ];
  const { status } = ERROR_CODES[code];
  const body = JSON.stringify(toProblem(new AppError(code, detail), '/', crypto.randomUUID(), new Date()));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      ...Object.entries(securityHeaders('/')).map(([name, value]) => `${name}: ${value}`),
      '',
      body,
    ].join('\r\n'),
  );
}
