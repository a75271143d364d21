/**
 * The embedded database without the rest of its lib, past the lib's index on purpose: that loads the ORM, and
 * with it a process that lives as long as Vitrine would start a second later and hold 100 MB more.
 */
export { DirectoryLock, LockedError } from '../../libs/database/src/embedded/directory-lock';
export { EmbeddedPostgres } from '../../libs/database/src/embedded/embedded-postgres';
export { processIdentity } from '../../libs/database/src/embedded/process-identity';
