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
  const { prototype } = require('@temporalio/client').WorkflowClient;
  const before = { getHandle: prototype['getHandle'] };
  prototype.getHandle = function watched(...wanted) {
    const handle = before.getHandle.apply(this, wanted);
    const original = { ...handle };
    handle.startUpdate = async (name, options) => {
      const { study, patient } = options.args[0] ?? {};
      const question = { update: name, study, patient };
      tell(question);
      const since = performance.now();
      const timed = async (work) => {
        try {
          return await work();
        } catch (error) {
          const failed = String(error?.cause?.message ?? error);
          tell({ ...question, took: Math.round(performance.now() - since), failed });
          throw error;
        }
      };
      const begun = await timed(() => original.startUpdate(name, options));
      const took = { begun: Math.round(performance.now() - since) };
      const originallyBegun = { ...begun };
      begun.result = async () => {
        const answer = await timed(() => originallyBegun.result());
        const all = Math.round(performance.now() - since);
        tell({ ...question, ...took, took: all, kind: answer.kind });
        return answer;
      };
      return begun;
    };
    return handle;
  };
}
