/** A model server that people run on their own machine, where it listens unless it is told otherwise. */
export interface KnownServer {
  readonly name: string;
  readonly baseUrl: string;
}

export const KNOWN_SERVERS: readonly KnownServer[] = [
  { name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1' },
  { name: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1' },
  { name: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1' },
  { name: 'vLLM', baseUrl: 'http://127.0.0.1:8000/v1' },
];

/** A server that answered, and the ids of the models that it says it has. */
export interface FoundServer extends KnownServer {
  readonly models: readonly string[];
}

const PATIENCE_MS = 1500;

/** Which of the servers listen on this machine, in their order. */
export async function detectServers(
  servers: readonly KnownServer[],
): Promise<readonly FoundServer[]> {
  const found = await Promise.all(servers.map(modelsOf));
  return found.filter((server) => server !== null);
}

/** Null: nobody answers there, or no model server. */
async function modelsOf(server: KnownServer): Promise<FoundServer | null> {
  try {
    const response = await fetch(`${server.baseUrl}/models`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'error',
    });
    const models = response.ok ? idsIn(await response.json()) : [];
    return models.length === 0 ? null : { ...server, models };
  } catch {
    return null;
  }
}

/** OpenAI's list of models: `{ data: [{ id }] }`. */
function idsIn(answer: unknown): readonly string[] {
  const data = field(answer, 'data');
  if (!Array.isArray(data)) return [];
  return data
    .map((entry) => field(entry, 'id'))
    .filter((id) => typeof id === 'string')
    .filter((id) => id !== '' && id.length <= 200);
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map(Object.entries(value)).get(name);
}
