import { endsOf, improvementOf } from '../../src/app/report/page/improvement';
import { stepsOf } from '../../src/app/report/page/steps';
import { type Story, storyOf } from '../../src/app/report/page/story';
import { reportJunit } from '../../src/app/report/report-junit';
import { reportMarkdown } from '../../src/app/report/report-markdown';
import { advanceRouting, type RoutingConfig } from '../../src/routing/routing-config';
import { recordedEvents } from '../support/recorded-events';

/** A study that ran on a real server: `atomic` found a variant, `extended` another model. */
describe('a report of the worked example', () => {
  let story: Story;
  beforeAll(async () => {
    const events = await recordedEvents('0.2.0-logic-3/worked-example');
    const found = storyOf('lfm', events);
    if (!found) throw new RangeError('no story');
    story = found;
  });

  const phaseCalled = (name: string) => {
    const phase = story.phases.find(({ phase: each }) => each === name);
    if (!phase) throw new RangeError(name);
    return phase;
  };

  it('draws a line from the first measurement over each certified gain', () => {
    const improvement = improvementOf(phaseCalled('atomic'));
    expect(endsOf(improvement).first).toBeCloseTo(4 / 6, 12);
    expect(endsOf(improvement).last).toBeCloseTo(5 / 6, 12);
    const line = improvement.certified.map(({ accuracy }) => accuracy);
    expect(line).toEqual(line.toSorted((one, other) => one - other));
  });

  it('says what each change brought, with its interval and p', () => {
    const [step] = stepsOf(phaseCalled('atomic'));
    expect(step).toMatchObject({
      cycle: 1,
      kind: 'promoted',
      changes: [{ factor: 'variant', from: 'native_api', to: 'atomic' }],
    });
    expect(step?.gain).toBeCloseTo(1 / 6, 12);
    expect(step?.p).toBeCloseTo(1 / 3432, 12);
    expect(step?.margin).toBeCloseTo(1.96 * 0.046225016352102424, 9);
    expect(stepsOf(phaseCalled('extended'))[0]).toMatchObject({
      kind: 'repaired',
      changes: [{ factor: 'model', from: 'lfm', to: 'claude-haiku' }],
    });
  });

  it('is told as Markdown', () => {
    const text = reportMarkdown(story, routingOf(story));
    expect(text).toContain('## Ratchet: lfm');
    expect(text).toMatch(/\| atomic \| 0\.667 → \*\*0\.833\*\* \| `lfm\/atomic\/atomic\//);
    expect(text).toContain('| 1 | `variant: native_api -> atomic` | +0.167 | 0.00029 |');
    expect(text).toContain('**atomic**: only 6 items steer the search');
    expect(text).toContain('SIMULATED');
  });

  it('is told as JUnit: what the gates rejected is no failure', () => {
    const text = reportJunit(story);
    expect(text).toMatch(/<testsuite name="atomic" tests="\d+" failures="0" skipped="0">/);
    expect(text).toContain('name="lfm/atomic/atomic/t60/r1/i0/w0/T0"><system-out>PROMOTE: ');
    expect(text).not.toContain('<failure');
  });
});

function routingOf({ events }: Story): RoutingConfig {
  const routing = events.reduce<RoutingConfig | undefined>(advanceRouting, undefined);
  if (!routing) throw new RangeError('no events');
  return routing;
}
