process.on('exit', () => {
  for (const file of Object.keys(require.cache)) process.stderr.write(`${file}\n`);
});
