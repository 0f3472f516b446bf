import { confirmCapabilityLimit } from '../../src/diagnosis/confirm-capability-limit';
import { summaryOf } from '../support/evaluation-summary';

const limit = summaryOf(['NN', 'NN', 'NN']).diagnosis;

describe('confirmCapabilityLimit()', () => {
  it('lets it stand once every other variant was tried', () => {
    expect(limit.class).toBe('capability-limit');
    expect(confirmCapabilityLimit(limit, [])).toBe(limit);
  });

  it('waits while variants are untried, and names them', () => {
    const { class: name, sentence } = confirmCapabilityLimit(limit, ['atomic', 'json_schema']);
    expect(name).toBe('suboptimal');
    expect(sentence).toBe(`${limit.sentence}; not yet tried: atomic, json_schema`);
  });

  it('leaves every other diagnosis alone', () => {
    const { diagnosis } = summaryOf(['PW', 'PW', 'PW']);
    expect(confirmCapabilityLimit(diagnosis, ['atomic'])).toBe(diagnosis);
  });
});
