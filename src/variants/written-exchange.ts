import type { Json } from '../json';
import type { Message } from '../suites/suite';
import { writeDecision } from './decision-json';
import type { Exchange, ToolTurn } from './exchange';

/** The exchanges as turns of the endpoint's own tool protocol. */
export function toolTurns(exchanges: readonly Exchange[]): readonly ToolTurn[] {
  return exchanges.flatMap(({ calls, results }, turn): readonly ToolTurn[] => {
    const identified = calls.map((call, place) => ({
      ...call,
      id: `call${turn + 1}x${place + 1}`,
    }));
    return [
      { role: 'assistant', calls: identified },
      {
        role: 'tool',
        results: identified.map(({ id, tool }, place) => ({
          id,
          tool,
          result: results[place] ?? null,
        })),
      },
    ];
  });
}

/** The exchanges as lines below what the user said, for variants that put every decision into words. */
export function exchangeLines(exchanges: readonly Exchange[]): readonly string[] {
  return exchanges.flatMap(({ calls, results }) =>
    calls.map(
      (call, place) =>
        `Called already: ${JSON.stringify({ tool: call.tool, arguments: call.arguments })}, result: ${resultText(results[place])}`,
    ),
  );
}

/** The exchanges as turns of a conversation that goes on in words. */
export function spokenExchanges(exchanges: readonly Exchange[]): readonly Message[] {
  return exchanges.flatMap(({ calls, results }): readonly Message[] => [
    { role: 'assistant', content: writeDecision(calls) },
    {
      role: 'user',
      content: calls
        .map(({ tool }, place) => `Result of ${tool}: ${resultText(results[place])}`)
        .join('\n'),
    },
  ]);
}

export function resultText(result: Json | undefined): string {
  return typeof result === 'string' ? result : JSON.stringify(result ?? null);
}
