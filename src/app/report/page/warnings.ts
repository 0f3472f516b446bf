import { heldOutIndices, steeringIndices } from '../../../suites/mask';
import { spentBy } from './spent';
import { ofType, type Story } from './story';

/** What a reader must know before trusting a number of this report. */
export interface Warning {
  readonly phase: string | null;
  readonly sentence: string;
  /** A certified loss is one that nobody may overlook. */
  readonly grave: boolean;
}

const FEW_ITEMS = 12;

export function warningsOf(story: Story): readonly Warning[] {
  return [...simulated(story), ...fewItems(story), ...heldOut(story), ...retried(story)];
}

function simulated({ admitted }: Story): readonly Warning[] {
  const models = Object.entries(admitted.admitted.models).filter(([, model]) => model.simulated);
  if (models.length === 0) return [];
  const names = models.map(([name]) => name).join(', ');
  const sentence = `SIMULATED: the answers of ${names} are played from a table. Nothing here says anything about a real model.`;
  return [{ phase: null, sentence, grave: true }];
}

function fewItems({ admitted }: Story): readonly Warning[] {
  return Object.entries(admitted.admitted.suites).flatMap(([phase, { mask }]): Warning[] => {
    const items = steeringIndices(mask).length;
    const held = heldOutIndices(mask).length;
    return [
      ...(items < FEW_ITEMS
        ? [
            {
              phase,
              sentence: `only ${items} items steer the search: what is better on them says little about other prompts; ${FEW_ITEMS} or more are advised`,
              grave: false,
            },
          ]
        : []),
      ...(held === 0
        ? [
            {
              phase,
              sentence:
                'no item is held out, so nothing tests whether the gain holds for other prompts',
              grave: false,
            },
          ]
        : []),
    ];
  });
}

function heldOut({ phases }: Story): readonly Warning[] {
  return phases.flatMap(({ phase, events }) =>
    ofType(events, 'held-out-measured')
      .slice(-1)
      .filter(({ claim }) => claim.claim !== 'generalises')
      .map(({ claim }) => ({
        phase,
        sentence: `held-out items: ${claim.sentence}`,
        grave: claim.claim === 'certified-loss',
      })),
  );
}

function retried({ events }: Story): readonly Warning[] {
  const { retriedRuns, runs } = spentBy(events);
  if (retriedRuns === 0) return [];
  const sentence = `${retriedRuns} of ${runs} runs needed more than one attempt; they count, but not for readings of cold starts`;
  return [{ phase: null, sentence, grave: false }];
}
