import { html, type Markup } from './page/html';
import { ofType, type PhaseStory, type Story } from './page/story';

/**
 * The last decision about each spec as JUnit XML: a test suite per phase, a test case per candidate.
 *
 * A rejected candidate is a passed test (the gates held), a HOLD is skipped (nothing is decided yet); what fails is a
 * route: a promotion that its own fresh runs did not bear out, or a certified loss on the held-out items.
 */
export function reportJunit(story: Story): string {
  const suites = story.phases.map(suiteOf);
  const page = html`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${story.study}">${suites}
</testsuites>
`;
  return page.text;
}

function suiteOf(phase: PhaseStory): Markup {
  const decided = new Map(
    ofType(phase.events, 'candidate-decided').map((event) => [event.summary.specId, event]),
  );
  const held = [...decided.values()].filter(({ decision }) => decision.verdict === 'HOLD').length;
  const failures = failuresOf(phase);
  return html`
  <testsuite name="${phase.phase}" tests="${decided.size + failures.length}" failures="${failures.length}" skipped="${held}">${[
    ...decided.values(),
  ].map(
    ({ summary, decision }) => html`
    <testcase classname="${phase.phase}" name="${summary.specId}">${
      decision.verdict === 'HOLD'
        ? html`<skipped message="${decision.reason}"/>`
        : html`<system-out>${decision.verdict}: ${decision.reason}</system-out>`
    }</testcase>`,
  )}${failures.map(
    ({ name, message }) => html`
    <testcase classname="${phase.phase}" name="${name}"><failure message="${message}"/></testcase>`,
  )}
  </testsuite>`;
}

function failuresOf({
  events,
}: PhaseStory): readonly { readonly name: string; readonly message: string }[] {
  const undone = ofType(events, 'promotion-verified')
    .filter(({ keep }) => !keep)
    .map(({ id, reason }) => ({ name: id, message: reason }));
  const lost = ofType(events, 'held-out-measured')
    .filter(({ claim }) => claim.claim === 'certified-loss')
    .map(({ id, claim }) => ({ name: id, message: claim.sentence }));
  return [...undone, ...lost];
}
