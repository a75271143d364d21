/** What a test gets that imports '@jest/globals'. */
const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = globalThis;
module.exports = { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test };
