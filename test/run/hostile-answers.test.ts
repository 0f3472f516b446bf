import { chatCompletion, toolCompletion } from '../models/support/answers';
import { failureOf } from '../models/support/clients';
import { answers } from '../models/support/stand-in';
import { at, type Reply, withRuns } from './running';

const deep = (levels: number, of = '{"city":') => of.repeat(levels) + '1' + '}'.repeat(levels);

async function lettersOf(reply: Reply, spec: object): Promise<string> {
  let letters = '';
  await withRuns({ reply }, async ({ run }) => {
    letters = (await run({ spec: { timeoutSeconds: 20, ...spec } })).letters;
  });
  return letters;
}

describe('an answer that was made to harm', () => {
  it.each([
    { what: 'arguments of 5,000 levels', text: deep(5_000), letter: 'M' },
    { what: 'arguments of 300,000 levels', text: deep(300_000), letter: 'M' },
    {
      what: 'three megabytes of an argument',
      text: `{"city":"${'x'.repeat(3_000_000)}"}`,
      letter: 'M',
    },
    { what: 'control characters and NUL', text: '{"city":"\\u0000\\u001b[2J"}', letter: 'A' },
    { what: 'a prototype', text: '{"__proto__":{"city":"Lisbon"},"constructor":1}', letter: 'M' },
    { what: 'a path', text: '{"city":"../../etc/passwd"}', letter: 'A' },
  ])('is an outcome like any other: $what', async ({ text, letter }) => {
    const reply = at([1], answers(200, toolCompletion('get_weather', text)));
    const letters = await lettersOf(reply, {});
    expect(`${letters.charAt(0)} ${letters.slice(1)}`).toBe(`${letter} PP`);
  });

  it.each([
    { what: 'brackets that never close', text: '{'.repeat(300_000) },
    { what: 'brackets of all kinds', text: '[{('.repeat(100_000) },
    { what: 'quotes', text: '{"'.repeat(200_000) },
    { what: 'fences', text: '```\n'.repeat(100_000) },
    { what: 'tags', text: '<tool_call>'.repeat(50_000) },
    { what: 'a call of 20,000 levels', text: `{"name":"get_weather","arguments":${deep(20_000)}}` },
    { what: 'lists of 100,000 levels', text: '['.repeat(100_000) + ']'.repeat(100_000) },
  ])(
    'is read in seconds where it is text: $what',
    async ({ text }) => {
      const reply = at([1], answers(200, chatCompletion(text)));
      for (const variant of ['raw_schema', 'json_schema', 'atomic']) {
        // Of the processor, not of the clock: the machine may have other work.
        const before = process.cpuUsage();
        const letters = await lettersOf(reply, { variant });
        expect(letters).toHaveLength(3);
        const { user, system } = process.cpuUsage(before);
        expect({ variant, slow: user + system > 5_000_000 }).toEqual({
          variant,
          slow: false,
        });
      }
    },
    120_000,
  );

  it.each([
    { what: 'a body of 100,000 levels', body: deep(100_000, '{"a":') },
    { what: 'a body of 50 megabytes', body: 'x'.repeat(50_000_000) },
    { what: 'no UTF-8', body: Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]).toString('latin1') },
  ])(
    'voids the run with a reason that a person can read: $what',
    async ({ body }) => {
      await withRuns({ reply: () => answers(200, body) }, async ({ run }) => {
        const failure = await failureOf(run({}));
        expect(failure.message.length).toBeLessThan(2_000);
        expect(failure.message).not.toMatch(/\p{Cc}(?<!\n)/u);
      });
    },
    60_000,
  );
});
