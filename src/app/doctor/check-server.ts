import type { Check } from './check';
import { fault, ok } from './finding';

/** Does the Temporal server answer, and which version is it? */
export const checkServer: Check = {
  name: 'server',
  run: async ({ server, address }) => {
    if (server.value === null) return [fault(server.why, server.mend)];
    const { serverVersion } = await server.value.workflowService.getClusterInfo({});
    return [ok(`Temporal server ${serverVersion || 'of an untold version'} at ${address}`)];
  },
};
