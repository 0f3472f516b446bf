import { log } from '@temporalio/workflow';
import type { Objection } from '../src/gates/gate';
import type { Desk } from '../src/loop/desk';
import {
  type AdmittedPlugin,
  pinnedName,
  pluginName,
  type StudyPluginKind,
} from '../src/plugins/study-plugins';
import { whyUnusable } from '../src/plugins/why-unusable';
import type { EvaluationSummary } from '../src/runs/evaluation';
import { candidateValues } from '../src/study/phase-values';
import { askDiagnosis, askGate, askGenerator, pinPlugin } from './activities';
import { record, untilItWorks } from './record';
import { type Plugged, phaseOf, type Session, seenOf } from './session';
import { show } from './show';

/** The plug-ins of a kind that the study was admitted with. */
export function pluginsOf({ state }: Session, kind: StudyPluginKind): readonly AdmittedPlugin[] {
  return (state.admitted.plugins ?? []).filter((plugin) => plugin.kind === kind);
}

/** What the study's generators propose stands among the candidates of this cycle. */
export async function askGenerators(session: Session, name: string): Promise<void> {
  const proposed: Plugged[] = [];
  for (const plugin of pluginsOf(session, 'generators')) {
    show(session, `asks ${pluginName(plugin)} for candidates of ${name}`);
    const seen = {
      ...placeOf(session, name),
      seed: session.study.seed,
      ...valuesOf(session, name),
    };
    const [answer, pinned] = await asked(session, plugin, (now) => askGenerator(now, seen));
    const generator = `plugin ${pinnedName(pinned)}`;
    proposed.push(...answer.map((each) => ({ ...each, generator })));
  }
  session.plugged[name] = usable(session, name, proposed);
}

/** What the study's rules of diagnosis recommend joins the candidates, to be measured like them. */
export async function askRules(
  session: Session,
  name: string,
  summary: EvaluationSummary,
): Promise<void> {
  const recommended: Plugged[] = [];
  for (const plugin of pluginsOf(session, 'diagnosis')) {
    const seen = { ...placeOf(session, name), summary, ...valuesOf(session, name) };
    const [remedy, pinned] = await asked(session, plugin, (now) => askDiagnosis(now, seen));
    if (!remedy) continue;
    const { patch, evidence: why } = remedy;
    const generator = `diagnosis ${remedy.name} of ${pinnedName(pinned)}`;
    recommended.push({ patch, why, generator });
  }
  const known = session.plugged[name] ?? [];
  session.plugged[name] = [...usable(session, name, recommended), ...known];
}

/** The first objection of the study's gates, in their order. */
export async function askGates(
  session: Session,
  name: string,
  { plan, summary, decision }: Parameters<NonNullable<Desk['objection']>>[0],
): Promise<Objection | undefined> {
  const baselineSummary = seenOf(session, name).baseline;
  const { spec: candidate } = plan.candidate;
  const decided = { ...placeOf(session, name), candidate, decision, summary, baselineSummary };
  for (const plugin of pluginsOf(session, 'gates')) {
    const [found, { sha256 }] = await asked(session, plugin, (now) => askGate(now, decided));
    if (found) return { gate: pluginName(plugin), sha256, reason: found.reason };
  }
  return undefined;
}

/** The answer, and the plug-in that gave it: one that failed is taken as it is once somebody has resumed the study. */
async function asked<T>(
  session: Session,
  plugin: AdmittedPlugin,
  ask: (plugin: AdmittedPlugin) => Promise<T>,
): Promise<readonly [T, AdmittedPlugin]> {
  if (session.owed > 0) await record(session);
  let pinned: AdmittedPlugin | null = plugin;
  return untilItWorks(session, async () => {
    const now = pinned ?? (await pinAgain(session, plugin));
    pinned = null;
    return [await ask(now), now] as const;
  });
}

async function pinAgain(session: Session, plugin: AdmittedPlugin): Promise<AdmittedPlugin> {
  const { kind, file } = plugin;
  const now = await pinPlugin(session.study.study, { kind, file });
  const { admitted } = session.state;
  const plugins = (admitted.plugins ?? []).map((each) =>
    each.kind === kind && each.file === file ? now : each,
  );
  session.state = { ...session.state, admitted: { ...admitted, plugins } };
  return now;
}

function placeOf(session: Session, phase: string) {
  const { baseline } = phaseOf(session, phase);
  return { study: session.study.study, cycle: session.state.cycle, phase, baseline };
}

function valuesOf(session: Session, name: string) {
  return { values: candidateValues(session.study, phaseOf(session, name).origin) };
}

function usable(session: Session, name: string, proposed: readonly Plugged[]): readonly Plugged[] {
  return proposed.filter(({ patch, generator }) => {
    const why = whyUnusable(session, name, patch);
    if (why !== null) log.warn(`leaves out a candidate of ${generator}: ${why}`, { phase: name });
    return why === null;
  });
}
