export const TLS_MODES = ['off', 'require', 'verify'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

export interface TlsSettings {
  /** `require` encrypts and believes any certificate, `verify` (the default) believes those that are valid for the host. */
  mode: TlsMode;
  /** Certificates (PEM) that are believed instead of the usual authorities. */
  ca?: string;
}

/** The connection to a database, complete and checked. */
export type DatabaseConnection<K extends string = string, O = Record<string, unknown>> = {
  kind: K;
  /** A name or an address. */
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  tls: TlsSettings;
  options: O;
};

/** What one option may be: answers what is wrong with a value. */
export type OptionRule = (value: unknown) => string | undefined;
/** Fields that a DSN's option stands for; a string says what is allowed instead. */
export type DsnOption = (value: string) => Record<string, unknown> | string;

/** How the connection of one kind is written. */
export interface DatabaseForm<K extends string> {
  kind: K;
  port(tls: TlsMode): number;
  /** Of DSNs, with what they say beyond the address. */
  schemes: Readonly<Record<string, Record<string, unknown>>>;
  options: Readonly<Record<string, OptionRule>>;
  dsn: Readonly<Record<string, DsnOption>>;
  /** Where they need not be given. */
  defaults?: { database?: string; user?: string };
}
