// Loaded before a program: tells its parent which CommonJS files it has loaded.
process.on('message', (message) => {
  if (message === 'modules?') process.send({ type: 'modules', files: Object.keys(require.cache) });
});
