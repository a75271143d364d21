/** What api and worker tell the process that started them, over the IPC channel. */
export type Message =
  /** `selfOrganization`: where its measurements of itself go, if it writes them. `livePage`: whether dashboards can be looked at. */
  | { type: 'ready'; url?: string; selfOrganization?: string; livePage?: boolean }
  /** Sent when a password was generated, which is the only time that it can be shown. */
  | { type: 'first-admin'; email: string; password: string }
  | { type: 'progress'; label: string; percent: number; done?: boolean; detail?: string }
  | { type: 'notice'; text: string };
