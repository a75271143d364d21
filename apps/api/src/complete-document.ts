import { BODY_CONTENTS, ProblemDto } from '@app/platform';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Contents = Extract<Operation['requestBody'], { content: object }>['content'];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** What every operation below /api may answer. */
const EVERYWHERE = { '429': '`RATE_LIMITED`', '503': '`OVERLOADED`' };
const DONE: Readonly<Record<string, string>> = {
  '200': 'The answer.',
  '201': 'It was created.',
  '202': 'It was accepted and is being worked on.',
  '204': 'Done.',
};

/**
 * Says what every operation would have to repeat: what `{id}` is the id of, what a success without words means, and that
 * it may be refused, beyond a limit or while the service is overloaded.
 */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      moveBodyContents(operation);
      if (path.startsWith('/api/')) addRefusals(operation);
      for (const parameter of operation.parameters ?? []) {
        if ('in' in parameter && parameter.in === 'path')
          parameter.description ||= `Id of the ${nounBefore(path, parameter.name)}.`;
      }
      for (const [status, answer] of Object.entries(operation.responses)) {
        if (answer && 'description' in answer) answer.description ||= DONE[status] ?? '';
      }
    }
  }
  return document;
}

function moveBodyContents(operation: Operation): void {
  const { [BODY_CONTENTS]: contents, requestBody } = operation as Operation & { [BODY_CONTENTS]?: Contents };
  if (!contents || !requestBody || !('content' in requestBody)) return;
  requestBody.content = contents;
  delete (operation as { [BODY_CONTENTS]?: Contents })[BODY_CONTENTS];
}

function addRefusals({ responses }: Operation): void {
  for (const [status, code] of Object.entries(EVERYWHERE)) {
    const known = responses[status];
    if (!known || !('description' in known)) {
      const schema = { $ref: getSchemaPath(ProblemDto) };
      responses[status] = { description: code, content: { 'application/problem+json': { schema } } };
    } else if (!known.description.includes(code)) {
      known.description += `, ${code}`;
    }
  }
}

/** `dashboard` for `id` in `/api/v1/dashboards/{id}/data`. */
function nounBefore(path: string, name: string): string {
  const segments = path.split('/');
  return segments[segments.indexOf(`{${name}}`) - 1]?.replaceAll('-', ' ').replace(/s$/, '') ?? name;
}
