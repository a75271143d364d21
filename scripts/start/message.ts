/** What api and worker tell the process that started them, over the IPC channel. */
export type Message =
  | { type: 'ready'; url?: string }
  /** Sent when a password was generated, which is the only time that it can be shown. */
  | { type: 'first-admin'; email: string; password: string }
  | { type: 'progress'; label: string; percent: number; done?: boolean; detail?: string }
  | { type: 'notice'; text: string };
