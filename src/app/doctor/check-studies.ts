import type { Client } from '@temporalio/client';
import { askStatus, type StatusAnswer } from '../client/ask-status';
import { type ListedStudy, listStudies } from '../client/list-studies';
import { type Wait, waitsOf } from '../client/waits';
import { invocation } from '../invocation';
import { type Found, fault, ok, warning } from './finding';
import { serverCheck } from './server-check';

const ENDED = [
  'finished',
  'stopped',
  'budget-spent',
  'completed',
  'failed',
  'terminated',
  'canceled',
  'cancelled',
  'timed_out',
];
const ANSWER_LIMIT_MS = 5_000;

/** Does every open study get on: is it answered for, and does none of its activities fail again and again? */
export const checkStudies = serverCheck('studies', async (client) => {
  const open = (await listStudies(client)).filter(({ state }) => !ENDED.includes(state));
  const found = await Promise.all(open.map((study) => studyFindings(client, study)));
  const what = open.length === 1 ? 'study is' : 'studies are';
  return [ok(`${open.length} ${what} open`), ...found.flat()];
});

async function studyFindings(client: Client, { study }: ListedStudy): Promise<readonly Found[]> {
  const description = await client.workflow.getHandle(study).describe();
  if (description.status.name !== 'RUNNING') return [];
  const [answer, waits] = await Promise.all([
    askStatus(client, description, ANSWER_LIMIT_MS),
    waitsOf(client, description),
  ]);
  const troubles = [
    ...answerTroubles(study, answer),
    ...waits.map((wait) => waitTrouble(study, wait)),
  ];
  return troubles.length > 0 ? troubles : [ok(`${study}: ${answer.status?.doing ?? 'gets on'}`)];
}

function answerTroubles(study: string, { status, silence }: StatusAnswer): readonly Found[] {
  if (silence !== null) return [fault(`${study}: ${silence}`, invocation('worker'))];
  if (!status.trouble) return [];
  const { code, message } = status.trouble;
  return [fault(`${study}: ${code}: ${message}`, invocation(`resume ${study}`))];
}

function waitTrouble(study: string, { served, model, sentence }: Wait): Found {
  if (served) {
    const look = invocation(`status ${study}`);
    return warning(sentence, `mend what it names, then it goes on by itself: ${look}`);
  }
  return fault(sentence, invocation(model === null ? 'worker' : `worker --only ${model}`));
}
