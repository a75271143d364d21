import { ApiHeader } from '@nestjs/swagger';

/** Documents X-Organization-Id on the operations of a controller. The guard accepts it everywhere. */
export function ApiActingOrganization(): MethodDecorator & ClassDecorator {
  return ApiHeader({
    name: 'X-Organization-Id',
    required: false,
    description: 'Organization to act in, for super_admin alone. Audited.',
    schema: { type: 'string', format: 'uuid' },
  });
}
