import { parseStudy } from '../../../src/study/parse-study';
import type { Study } from '../../../src/study/study';
import type { World } from '../world';

/** A study of all the factors of a world. */
export function studyFor(
  world: World,
  seed: number,
  policy: Readonly<Record<string, unknown>>,
): Study {
  const { model, variant, timeoutSeconds, retries, isolation, warmup, temperature, prompt } =
    world.values;
  const { phase: _, ...baseline } = world.start;
  const parsed = parseStudy({
    study: 'simulated',
    seed,
    phases: { lab: 'none' },
    baseline,
    factors: { model, variant, timeoutSeconds, retries, isolation, warmup, temperature, prompt },
    prompts: Object.fromEntries(
      prompt.filter((name) => name !== 'default').map((name) => [name, {}]),
    ),
    policy,
  });
  if (!parsed.ok) throw new RangeError(`Cannot play: ${JSON.stringify(parsed.issues)}`);
  return parsed.value;
}
