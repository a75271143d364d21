// node test/fuzz/run.mjs [--seed <n>] [--rounds <n>]: hostile requests to every operation of openapi.json.
process.argv.splice(2, 0, '../fuzz/fuzz');
await import('../load/run.mjs');
