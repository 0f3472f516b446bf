import { archiveLineSchema, archiveManifestSchema } from '../src/audit/parse-archive';
import { cycleFileSchema } from '../src/history/parse-cycle-file';
import { decisionLineSchema } from '../src/history/parse-decision-line';
import { harnessFeedbackSchema } from '../src/history/parse-harness-feedback';
import { metaLoopHistorySchema } from '../src/history/parse-meta-loop-history';
import { mergedRoutingSchema, routingConfigSchema } from '../src/routing/parse-routing-config';

/** The schemas of the files that Ratchet keeps in its data folder. */
export const STORE_SCHEMAS = [
  {
    name: 'routing-config',
    title: 'routing_config.json of a study: the route of each phase',
    schema: routingConfigSchema,
  },
  {
    name: 'merged-routing',
    title: 'routing_config.json of the data folder: the permanent routes of all studies',
    schema: mergedRoutingSchema,
  },
  {
    name: 'routing-decision',
    title: 'One line of routing_decisions.log: an event of a study',
    schema: decisionLineSchema,
  },
  {
    name: 'meta-loop-history',
    title: 'meta_loop_history.json: what each cycle made of each phase',
    schema: metaLoopHistorySchema,
  },
  {
    name: 'harness-feedback',
    title: 'harness_feedback.json: the last diagnoses, and what became of what they recommend',
    schema: harnessFeedbackSchema,
  },
  {
    name: 'cycle',
    title: 'cycles/<n>.json: everything that happened in one cycle',
    schema: cycleFileSchema,
  },
  {
    name: 'archive-manifest',
    title: 'histories/<workflow id>-<run id>.manifest.json: what belongs to an archived run',
    schema: archiveManifestSchema,
  },
  {
    name: 'archive-line',
    title: 'One line of histories/archive.log: a manifest by its hash',
    schema: archiveLineSchema,
  },
] as const;
