import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { literal } from './sql-text';

const THREADS = '2';
/** What sorting and grouping may write when they need more than memory. */
const SPILLED_MB = 1_024;

/** A database in memory that can read the given files, write to a folder of its own and do nothing else outside. */
export async function openDuckDb(paths: string[], folder: string, memoryMb: number): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: THREADS,
    memory_limit: `${memoryMb}MB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_persistent_secrets: 'false',
    temp_directory: join(folder, 'spilled'),
    max_temp_directory_size: `${SPILLED_MB}MB`,
  });
  const connection = await instance.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  await connection.run(`SET allowed_paths = [${paths.map(literal).join(', ')}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  connection.closeSync();
  return instance;
}
