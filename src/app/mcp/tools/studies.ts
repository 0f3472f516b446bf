import { listStudies } from '../../client/list-studies';
import { withClient } from '../../client/with-client';
import { examineAll } from '../../commands/doctor';
import { viewOf } from '../../commands/status';
import { nothing, ofStudy, type Tool, tool } from '../tool';

/** What the server and its workers tell of studies. */
export const STUDY_TOOLS: readonly Tool[] = [
  tool({
    name: 'list_studies',
    title: 'List studies',
    description:
      'All studies of this installation, the newest first: state, cycle, median accuracy of the first phase, baseline. Needs the Temporal server.',
    input: nothing,
    call: () => withClient(listStudies),
  }),
  tool({
    name: 'study_status',
    title: 'Where a study stands',
    description:
      'State, what it does or waits for, decision table of the present cycle, spent and remaining budgets, trouble that waits for a person. Needs the Temporal server and a worker.',
    input: ofStudy,
    call: ({ study }) => withClient((client) => viewOf(client, study)),
  }),
  tool({
    name: 'doctor',
    title: 'Check the installation',
    description:
      'Checks server, workers, models, store and studies, and tells the mend for each trouble. Changes nothing, lets no model write. May take some seconds.',
    input: nothing,
    call: () => examineAll({}),
  }),
];
