import { ExpressionError, parseExactJson } from '@app/sources';

/**
 * The payload of a request: JSON, or a form whose fields are texts. A form whose only content is JSON in a field `payload`, as
 * Slack and GitHub can send it, is that JSON.
 * @throws ExpressionError when the body is neither
 */
export function readPayload(contentType: string | null, body: Buffer): unknown {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new ExpressionError('the body is not UTF-8 text');
  }
  if (type !== 'application/x-www-form-urlencoded') return json(text);
  const fields = Object.fromEntries(new URLSearchParams(text)) as Record<string, string>;
  return Object.keys(fields).length === 1 && fields.payload !== undefined ? json(fields.payload) : fields;
}

function json(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    throw new ExpressionError('the body is not JSON');
  }
}
