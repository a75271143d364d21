import { readFileSync } from 'node:fs';
import { ERROR_CODES, type ErrorCode, renderConfigTable } from '@app/platform';
import { format } from 'prettier';
import { MEANINGS } from './error-meanings';

const BEGIN = '<!-- settings: written by `npm run generate` -->';
const END = '<!-- /settings -->';

/** The operations page with the table of settings between its two marks. @throws Error when a mark is missing */
export function operationsPage(path: string): Promise<string> {
  const page = readFileSync(path, 'utf8');
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from)
    throw new Error(`${path} must have the lines ${BEGIN} and ${END}, in this order.`);
  return markdown(`${page.slice(0, from)}${BEGIN}\n\n${renderConfigTable()}\n${page.slice(to)}`);
}

/** The page that lists every error code. */
export function errorsPage(): Promise<string> {
  const rows = (Object.keys(ERROR_CODES) as ErrorCode[]).map(
    (code) =>
      `| ${ERROR_CODES[code].status} | \`${code}\` | ${ERROR_CODES[code].title} | ${MEANINGS[code]} |`,
  );
  return markdown(`# Errors

Every error is answered as \`application/problem+json\` (RFC 9457):

\`\`\`json
{
  "type": "https://vitrine.dev/problems/unknown-metric",
  "title": "Unprocessable content",
  "error": "Unprocessable content",
  "status": 422,
  "code": "UNKNOWN_METRIC",
  "detail": "There is no metric \\"revnue\\".",
  "instance": "/api/v1/data/query",
  "timestamp": "2026-11-23T12:00:00.000Z",
  "requestId": "5f0c1f0e-8c58-4b6a-9a0a-2a1f4f6f2a11"
}
\`\`\`

Switch on \`code\`: codes are stable, texts are not. \`error\` equals \`title\`. \`requestId\` is also in the
\`X-Request-Id\` header and in the log. When fields are wrong, \`errors\` names each by JSON pointer
(\`{ "pointer": "/timeRange", "message": "…" }\`), and \`details\` says the same in one line each. Answers that it helps
to repeat carry \`retryAfter\` in seconds, and \`Retry-After\`.

| status | code | title | when |
|---|---|---|---|
${rows.join('\n')}

<!-- Written by \`npm run generate\` from the code. -->
`);
}

function markdown(text: string): Promise<string> {
  return format(text, { parser: 'markdown', printWidth: 110, singleQuote: true, trailingComma: 'all' });
}
