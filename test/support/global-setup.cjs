const { execFileSync } = require('node:child_process');
const path = require('node:path');

/** Gets the Temporal CLI once, before test files that run side by side would each fetch it. */
module.exports = function globalSetup() {
  execFileSync(path.join(__dirname, '../../temporal-dev.sh'), ['cli'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
};
