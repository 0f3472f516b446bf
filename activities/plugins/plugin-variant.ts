import type { Json } from '../../src/json';
import { VARIANT_ANSWERS, variantAnswer } from '../../src/plugins/parse-variant-answer';
import type { PinnedFile } from '../../src/plugins/study-plugins';
import { stepOf, wrongStep } from '../../src/plugins/variant-step';
import type { AskedVariant } from '../../src/variants/variant';
import { variantNamed } from '../../src/variants/variants';
import { answerOf } from './answer-of';
import { pluginFailed } from './call-plugin';

const VARIANT_LIMIT_MS = 10_000;

/**
 * A variant by its name, built in or of a plug-in; undefined: there is none.
 *
 * @param file - of the plug-in; not there: it is a built-in one
 * @param signal - ends what a plug-in is asked
 */
export function askedVariant(
  name: string,
  file: PinnedFile | null | undefined,
  signal: AbortSignal,
): AskedVariant | undefined {
  return file ? pluginVariant(name, file, signal) : variantNamed(name);
}

/** Its `next` fails with `PLUGIN_FAILED` where the plug-in throws, hangs, answers nonsense or has no end. */
function pluginVariant(name: string, file: PinnedFile, signal: AbortSignal): AskedVariant {
  return {
    name,
    speaks: true,
    next: async (task, answers) => {
      const seen = { exchanges: [], answerDue: false, ...task, answers };
      const input: Json = JSON.parse(JSON.stringify(seen));
      const call = { name: 'next', input, limitMs: VARIANT_LIMIT_MS, signal };
      const expected = { schema: variantAnswer, inWords: VARIANT_ANSWERS };
      const step = stepOf(await answerOf(file, call, expected), { tools: task.tools, answers });
      const wrong = wrongStep(step, answers.length);
      if (wrong !== null) throw pluginFailed(file, `next(): ${wrong}`);
      return step;
    },
  };
}
