/**
 * Workflow id of a pool. No study can have it, since a study's name has no slash, and no evaluation, since theirs have
 * more than one.
 *
 * @param prefix - of the installation's queues
 */
export function poolWorkflowId(prefix: string, pool: string): string {
  return `${prefix}ratchet-pool/${pool}`;
}
