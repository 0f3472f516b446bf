import {
  actionIndices,
  charactersAt,
  heldOutIndices,
  heldOutItems,
  maskOf,
  restraintIndices,
  steeringIndices,
  steeringItems,
} from '../../src/suites/mask';
import { parseSuite } from '../../src/suites/parse-suite';
import { anItem, aSuiteFile } from './a-suite-file';

const call = { calls: [{ tool: 'get_weather', arguments: { city: 'Lisbon' } }] };
const parsed = parseSuite(
  aSuiteFile({
    items: [anItem('a', call), anItem('b', 'none'), anItem('c', call, { heldOut: true })],
    heldOut: [anItem('d', 'none')],
  }),
);
if (!parsed.ok) throw new Error('The suite of this test does not parse');
const suite = parsed.value;

describe('maskOf()', () => {
  it('has one character per item, a capital where the item is held out', () => {
    expect(maskOf(suite)).toBe('arAR');
  });

  it('tells the items of each kind apart', () => {
    expect(steeringIndices('arAR')).toEqual([0, 1]);
    expect(heldOutIndices('arAR')).toEqual([2, 3]);
    expect(actionIndices('arAR')).toEqual([0, 2]);
    expect(restraintIndices('arAR')).toEqual([1, 3]);
    expect(steeringItems(suite).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(heldOutItems(suite).map(({ id }) => id)).toEqual(['c', 'd']);
  });

  it('picks the letters of a run by place', () => {
    expect(charactersAt('PWOT', heldOutIndices('arAR'))).toBe('OT');
  });
});
