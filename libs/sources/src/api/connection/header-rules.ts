const NAME = /^[!#$%&'*+.^_`|~\dA-Za-z-]{1,100}$/;
const VALUE = /^[\t\x20-\x7e]{0,4096}$/;
/** They frame the message, are about the connection, or are what the client writes itself. */
const NOT_GIVEN = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'if-modified-since',
  'if-none-match',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Whether a connection may name this header. */
export function isHeaderName(name: string): boolean {
  const lower = name.toLowerCase();
  return NAME.test(name) && !NOT_GIVEN.has(lower) && !lower.startsWith('proxy-');
}

/** Visible ASCII, spaces and tabs: nothing that could end the line. */
export function isHeaderValue(value: string): boolean {
  return VALUE.test(value);
}
