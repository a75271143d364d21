/** What can be acted on. */
export const RESOURCES = {
  dashboard: ['read', 'write', 'delete', 'export'],
  widget: ['read', 'write', 'delete'],
  data: ['read', 'write', 'delete', 'export'],
  export: ['read', 'write', 'delete'],
  source: ['read', 'write', 'delete'],
  webhook: ['read', 'write', 'delete'],
  alert: ['read', 'write', 'delete'],
  user: ['read', 'write', 'delete'],
  'api-key': ['read', 'write', 'delete'],
  organization: ['read', 'write', 'delete'],
  audit: ['read'],
  job: ['read', 'write'],
} as const;

export type Resource = keyof typeof RESOURCES;
export type Action<R extends Resource = Resource> = (typeof RESOURCES)[R][number];
export type Permission = { [R in Resource]: `${R}:${(typeof RESOURCES)[R][number]}` }[Resource];

/** Every permission there is, in the order of the table above. */
export const PERMISSIONS: readonly Permission[] = Object.entries(RESOURCES).flatMap(([resource, actions]) =>
  actions.map((action) => `${resource}:${action}` as Permission),
);
