import { ApiExtension } from '@nestjs/swagger';

/** Where {@link ApiBodyContents} leaves them until the document is completed. */
export const BODY_CONTENTS = 'x-body-contents';

/** Documents a body that has another schema in each media type, which `@ApiBody` cannot say. */
export function ApiBodyContents(
  contents: Record<string, { schema: object; example?: unknown }>,
): MethodDecorator {
  return ApiExtension(BODY_CONTENTS, contents);
}
