// Loaded into every thread of a worker before anything else: collects garbage every second, and writes down what is in
// use then, a file per thread.
const { writeFileSync } = require('node:fs');
const path = require('node:path');
const { getHeapStatistics, setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { threadId } = require('node:worker_threads');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

setInterval(() => {
  collect();
  writeFileSync(
    path.join(process.env.RATCHET_HEAPS, `${threadId}`),
    `${getHeapStatistics().used_heap_size}`,
  );
}, 1_000).unref();
