/** What the settings depend on. Memory in bytes. */
export interface Machine {
  memory: number;
  cpus: number;
  /** Size of the memory file system for parallel queries (`/dev/shm`) in bytes; null where there is none. */
  sharedMemory: number | null;
}

const MB = 1024 * 1024;

/**
 * Settings of the embedded server for this machine. It shares the machine with the API and the worker, so it
 * takes an eighth of the memory where a dedicated server would take a quarter.
 *
 * `fast` gives up durability (a power cut may lose the data): for tests only.
 */
export function serverSettings(machine: Machine, port: number, fast: boolean): Record<string, string> {
  const share = (part: number, least: number, most: number) =>
    `${Math.round(Math.min(most * MB, Math.max(least * MB, machine.memory / part)) / MB)}MB`;
  const parallel = Math.max(1, Math.min(4, Math.floor(machine.cpus / 2)));
  return {
    // The bundled OpenSSL is old: nothing but this machine may connect. No socket files, as their path is
    // limited to 107 bytes.
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    max_connections: '150',
    shared_buffers: fast ? '128MB' : share(8, 64, 2048),
    effective_cache_size: share(2, 256, 32768),
    work_mem: share(512, 4, 32),
    maintenance_work_mem: share(32, 32, 512),
    max_parallel_workers_per_gather: String(parallel),
    max_parallel_workers: String(Math.max(2, machine.cpus)),
    // Containers often give /dev/shm 64 MB, where parallel queries then fail.
    ...(machine.sharedMemory !== null &&
      machine.sharedMemory < 512 * MB && { dynamic_shared_memory_type: 'mmap' }),
    random_page_cost: '1.1',
    jit: 'off',
    wal_compression: 'pglz',
    max_wal_size: '2GB',
    shared_preload_libraries: 'pg_stat_statements',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // A statement may carry what no log should: the message of an error says enough.
    log_min_error_statement: 'panic',
    ...(fast && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      wal_level: 'minimal',
      max_wal_senders: '0',
      autovacuum_naptime: '10min',
    }),
  };
}
