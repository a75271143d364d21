const remembered = new Map<string, boolean>();
const MOST_REMEMBERED = 500;

/** Whether an `Accept-Encoding` header takes gzip (RFC 9110, 12.5.3). Clients send few different ones. */
export function acceptsGzip(header: string | undefined): boolean {
  if (!header) return false;
  let accepts = remembered.get(header);
  if (accepts === undefined) {
    accepts = weight(header, 'gzip') ?? weight(header, '*') ?? false;
    if (remembered.size < MOST_REMEMBERED) remembered.set(header, accepts);
  }
  return accepts;
}

/** Undefined when the coding is not named. */
function weight(header: string, coding: string): boolean | undefined {
  for (const part of header.toLowerCase().split(',')) {
    const [name, ...parameters] = part.split(';').map((text) => text.trim());
    if (name !== coding && !(coding === 'gzip' && name === 'x-gzip')) continue;
    return !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  }
  return undefined;
}
