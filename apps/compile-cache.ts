import { enableCompileCache } from 'node:module';
import path from 'node:path';

// Import it before anything else. Compiled code is kept beside the built code, which a build replaces; where that folder cannot be
// written, or `NODE_COMPILE_CACHE` names another, this does nothing.
enableCompileCache(path.join(__dirname, '..', '.compile-cache'));
