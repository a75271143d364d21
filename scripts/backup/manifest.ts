/** Version of the format that this code writes; a reader refuses any other. */
export const FORMAT = 1;

/** First entry of a backup: what it holds. */
export interface Manifest {
  format: typeof FORMAT;
  createdAt: string;
  /** Version of the server that it was made from. */
  postgres: string;
  /** Names of the applied migrations, in order: the schema that the data fits. */
  migrations: string[];
  /** In an order in which every row follows the rows that it refers to. */
  tables: BackupTable[];
  sequences: BackupSequence[];
  /** Tells whether another installation has the same ENCRYPTION_KEY, without telling the key; null = unknown. */
  keyFingerprint: string | null;
}

/** A table that holds rows itself; of a partitioned table these are its partitions. */
export interface BackupTable {
  schema: string;
  name: string;
  /** Without generated columns. */
  columns: string[];
  /** Of a partition: how to create it. */
  partition?: Partition;
  /** It is partitioned itself, so it has no rows of its own. */
  partitioned: boolean;
}

/** Everything that `CREATE TABLE … PARTITION OF` needs, as SQL. */
export interface Partition {
  parent: string;
  bound: string;
  /** Of a partition that is partitioned itself: by what. */
  by: string | null;
  /** Storage parameters. */
  options: string | null;
  /** Levels of partitioning above it, itself included: outer ones are created first. */
  depth: number;
}

/** Where a sequence stands. */
export interface BackupSequence {
  /** Quoted, with its schema. */
  name: string;
  value: string;
  called: boolean;
}

/** Last entry of a backup, one per table in the order of the manifest; a file without it is not whole. */
export interface Checksum {
  rows: number;
  bytes: number;
  /** Of the rows in COPY's text format. */
  sha256: string;
}
