import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { issuesError } from '../../../activities/input/describe-issues-in';
import { readDocument } from '../../../activities/input/read-document';
import { builtInSuiteFile } from '../../../activities/suites/built-in-suites';
import { type LoadedSuite, loadSuite } from '../../../activities/suites/load-suite';
import { parsePilot } from '../../calibration/parse-pilot';
import type { Pilot } from '../../calibration/pilot';
import { pilotFromEvents } from '../../calibration/pilot-from-events';
import { canonicalJsonLines } from '../../canonical-json';
import { RatchetError } from '../../errors';
import { steeringItems } from '../../suites/mask';
import { asMeant } from '../as-meant';
import { CliError, EXIT } from '../cli-error';
import { configuration } from '../configuration';
import { decisionFile } from '../follow/decision-file';
import type { Output } from '../output/output';
import { withStore } from '../store/open-store';
import type { CalibrateArguments } from './calibrate-arguments';
import { runPilot } from './run-pilot';

/** What the noise is taken from. */
export interface Source {
  /** Null: nobody has measured any. */
  readonly pilot: Pilot | null;
  readonly items: number;
  /** For people: the name of a suite, a study or a file. */
  readonly told: string;
}

/**
 * Where the noise comes from: runs made now, a pilot that was saved, a study's log, or nowhere.
 *
 * @throws {CliError | RatchetError} for options and files that do not go together
 */
export async function findPilot(
  options: CalibrateArguments,
  note: Output['note'],
): Promise<Source> {
  checkOptions(options);
  const suite = options.suite === undefined ? null : await suiteOf(options.suite);
  const source = await sourceOf(options, suite, note);
  checkSameSuite(source, suite, note);
  if (source.pilot && options.savePilot !== undefined) {
    const file = asMeant(options.savePilot);
    await writeFile(file, canonicalJsonLines(source.pilot)).catch((cause: unknown) => {
      throw new CliError(EXIT.failed, `Cannot write the pilot to ${file}: ${String(cause)}`);
    });
    note(`pilot saved as ${file}`);
  }
  return source;
}

async function sourceOf(
  options: CalibrateArguments,
  suite: LoadedSuite | null,
  note: Output['note'],
): Promise<Source> {
  const { pilot, study, model } = options;
  if (pilot !== undefined) return savedPilot(asMeant(pilot));
  if (study !== undefined) return studyPilot(study, options.phase ?? null);
  if (!suite) {
    throw badInput('Nothing to calibrate: name a suite with --suite, such as --suite mine.yaml');
  }
  const items = steeringItems(suite.suite).length;
  if (model === undefined) return { pilot: null, items, told: suite.suite.name };
  const made = await runPilot(suite, model, { options, note });
  return { pilot: made, items, told: suite.suite.name };
}

/** Options that exclude each other, or that are about a pilot which is not made. */
function checkOptions(options: CalibrateArguments): void {
  const { model, pilot, study } = options;
  const sources = Object.entries({ model, pilot, study }).filter(([, value]) => value);
  if (sources.length > 1) {
    const names = sources.map(([name]) => `--${name}`).join(' and ');
    throw badInput(`${names} exclude each other: the noise is taken from one place`);
  }
  const { models, set, second, savePilot } = options;
  const needing = Object.entries({ models, set, second, 'save-pilot': savePilot });
  const stray = needing.find(([, value]) => value !== undefined);
  if (stray && model === undefined) {
    throw badInput(`--${stray[0]} is about a pilot that is made now: say of which model, --model`);
  }
}

async function suiteOf(nameOrFile: string): Promise<LoadedSuite> {
  if (builtInSuiteFile(nameOrFile) !== null) return loadSuite(nameOrFile);
  const file = asMeant(nameOrFile);
  // A bare word that is no file may be a slip of a built-in suite's name.
  const isWord = basename(nameOrFile) === nameOrFile && !nameOrFile.includes('.');
  return loadSuite(isWord ? nameOrFile : file);
}

async function savedPilot(file: string): Promise<Source> {
  const document = await readDocument(file, 'CONTROL_INVALID');
  const parsed = parsePilot(document.value);
  if (!parsed.ok) throw issuesError(document, parsed.issues, 'CONTROL_INVALID');
  return {
    pilot: parsed.value,
    items: parsed.value.items,
    told: `${parsed.value.suite.name}, from ${basename(file)}`,
  };
}

async function studyPilot(study: string, phase: string | null): Promise<Source> {
  const { events, place } = await withStore(configuration(), async (stored) => ({
    events: await decisionFile(stored, study, new Date(0)).news(),
    place: stored.root,
  }));
  if (events.length === 0) {
    throw badInput(`Cannot calibrate by the study ${study}: ${place} has no log of it`);
  }
  const found = pilotFromEvents(events, phase);
  if (!found.ok) {
    throw badInput(`Cannot calibrate by the study ${study}: ${found.reason} (--phase NAME)`);
  }
  return { pilot: found.pilot, items: found.pilot.items, told: `${found.phase} of ${study}` };
}

/** Runs over other items say nothing about these. */
function checkSameSuite({ pilot }: Source, suite: LoadedSuite | null, note: Output['note']): void {
  if (!pilot || !suite) return;
  const items = steeringItems(suite.suite).length;
  if (pilot.items !== items) {
    throw badInput(
      `The pilot has ${pilot.items} prompts and the suite ${suite.suite.name} has ${items} that steer: it was made on another suite`,
    );
  }
  if (pilot.suite.sha256 !== suite.sha256) {
    note(`the suite ${suite.suite.name} has changed since the pilot was made`);
  }
}

function badInput(message: string): RatchetError {
  return new RatchetError('CONTROL_INVALID', message);
}
