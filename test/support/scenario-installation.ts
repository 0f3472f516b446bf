import type { ModelEntry } from '../../activities/ports';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import {
  type Installation,
  type StudyServer,
  scenarioModel,
  startInstallation,
  startStudyServer,
} from './study-server';

const minutes = 60_000;

/** What most tests of workflows stand on: a server, one endpoint, and the workers of an installation that asks it. */
export interface ScenarioInstallation {
  readonly server: StudyServer;
  readonly scenario: Scenario;
  readonly installation: Installation;
}

/**
 * Starts all three before the tests of the `describe` that calls it, and stops them after.
 * The endpoint answers from the table as the model `lfm`, where nothing else is said.
 *
 * @returns its parts are there from the first test on
 */
export function scenarioInstallation({
  table,
  queuePrefix,
  models = ({ url }) => ({ lfm: scenarioModel('lfm', url) }),
  serverArgs = [],
}: {
  readonly table: Parameters<typeof startScenario>[0]['table'];
  readonly queuePrefix: string;
  readonly models?: (scenario: Scenario) => Readonly<Record<string, ModelEntry>>;
  /** Of the dev server, beside its usual ones. */
  readonly serverArgs?: readonly string[];
}): ScenarioInstallation {
  let server: StudyServer;
  let scenario: Scenario;
  let installation: Installation;

  beforeAll(async () => {
    server = await startStudyServer(serverArgs);
    scenario = await startScenario({ table });
    installation = await startInstallation(server, { queuePrefix, models: models(scenario) });
  }, 2 * minutes);

  afterAll(async () => {
    await installation?.stop();
    await scenario?.close();
    await server?.stop();
  });

  return {
    get server() {
      return server;
    },
    get scenario() {
      return scenario;
    },
    get installation() {
      return installation;
    },
  };
}
