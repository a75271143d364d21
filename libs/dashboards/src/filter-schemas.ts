import { getSchemaPath } from '@nestjs/swagger';

/** A filter of a MetricQuery in Swagger: a condition, or a list of which one or all must hold. */
export const FILTER_SCHEMAS = ['ConditionDto', 'OrDto', 'AndDto'].map((name) => ({
  $ref: getSchemaPath(name),
}));
