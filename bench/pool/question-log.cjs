// Loaded into a worker by `--require`: writes each call to a pool's workflow, and each attempt of it that the server
// refuses, as a line of JSON to the file that QUESTION_LOG names. The SDK tries again by itself and says nothing of it.
const { appendFileSync } = require('node:fs');

const path = process.env.QUESTION_LOG;
if (path) {
  const tell = (entry) =>
    appendFileSync(path, `${JSON.stringify({ at: Date.now(), pid: process.pid, ...entry })}\n`);
  const retry = require('@temporalio/client/lib/grpc-retry');
  const original = retry.defaultGrpcRetryOptions;
  retry.defaultGrpcRetryOptions = (options) => {
    const chosen = original(options);
    return {
      ...chosen,
      retryableDecider: (attempt, status) => {
        // 0: in order; 1: whoever called it gave it up.
        if (status.code > 1) tell({ refused: status.details, code: status.code, attempt });
        return chosen.retryableDecider(attempt, status);
      },
    };
  };
  const { WorkflowClient } = require('@temporalio/client');
  const getHandle = WorkflowClient.prototype.getHandle;
  WorkflowClient.prototype.getHandle = function watched(...wanted) {
    const handle = getHandle.apply(this, wanted);
    const { executeUpdate, startUpdate } = handle;
    const timed = (name, since, work) =>
      work().catch((error) => {
        const took = Math.round(performance.now() - since);
        tell({ update: name, took, failed: String(error?.cause?.message ?? error) });
        throw error;
      });
    const answered = async (name, since, work) => {
      const answer = await timed(name, since, work);
      tell({ update: name, took: Math.round(performance.now() - since), kind: answer?.kind });
      return answer;
    };
    handle.executeUpdate = (name, options) =>
      answered(name, performance.now(), () => executeUpdate.call(handle, name, options));
    handle.startUpdate = async (name, options) => {
      const { study, patient } = options.args[0] ?? {};
      tell({ asks: name, study, patient });
      const since = performance.now();
      const begun = await timed(name, since, () => startUpdate.call(handle, name, options));
      const { result } = begun;
      begun.result = () => answered(name, since, () => result.call(begun));
      return begun;
    };
    return handle;
  };
}
