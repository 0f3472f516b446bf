import type { Json } from '../json';
import type { Message } from '../suites/suite';

/** A small question with its answer, as a worked example shows it. */
export interface WorkedStep {
  readonly ask: string;
  readonly answer: Json;
}

/** The step as one turn of the user and one of the assistant. */
export function turns({ ask, answer }: WorkedStep): readonly Message[] {
  return [
    { role: 'user', content: ask },
    { role: 'assistant', content: JSON.stringify(answer) },
  ];
}
