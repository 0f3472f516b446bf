import { readText } from '../../src/variants/read-text';
import { TOOLS } from './a-task';

const read = (text: string) => readText(text, TOOLS);
const weather = (city: string) => ({ tool: 'get_weather', arguments: { city } });

describe('readText()', () => {
  it.each([
    ['bare JSON', '{"tool": "get_weather", "arguments": {"city": "Ghent"}}'],
    ['JSON with "name" and "parameters"', '{"name":"get_weather","parameters":{"city":"Ghent"}}'],
    [
      'JSON of the function form',
      '{"type":"function","function":{"name":"get_weather","arguments":{"city":"Ghent"}}}',
    ],
    ['arguments as JSON text', '{"name":"get_weather","arguments":"{\\"city\\":\\"Ghent\\"}"}'],
    ['JSON in a sentence', 'Sure: {"tool":"get_weather","arguments":{"city":"Ghent"}} That is it.'],
    ['a JSON list', '[{"tool":"get_weather","arguments":{"city":"Ghent"}}]'],
    ['a list of calls', '{"calls":[{"tool":"get_weather","arguments":{"city":"Ghent"}}]}'],
    ['a fence', '```json\n{"tool":"get_weather","arguments":{"city":"Ghent"}}\n```'],
    ['a fence on one line', '```{"tool":"get_weather","arguments":{"city":"Ghent"}}```'],
    ['a fence that is not closed', '```json\n{"tool":"get_weather","arguments":{"city":"Ghent"}}'],
    ['a function call in a fence', '```python\nget_weather(city="Ghent")\n```'],
    [
      'a tag',
      '<tool_call>{"name":"get_weather","arguments":{"city":"Ghent"}}</tool_call> Just a moment.',
    ],
    [
      'a tag that is not closed',
      '<tool_call>\n{"name":"get_weather","arguments":{"city":"Ghent"}}',
    ],
    ['words without quotes in a tag', '<tool_call>get_weather(city: Ghent)</tool_call>'],
    ['brackets', "[get_weather(city='Ghent')]"],
    ['brackets before a sentence', '[get_weather(city="Ghent")]Fetching the weather.'],
    ['special tokens', '<|tool_call_start|>[get_weather(city="Ghent")]<|tool_call_end|>'],
    ['a function call', 'get_weather(city="Ghent")'],
    ['a function call by place', 'I will ask.\nget_weather("Ghent")'],
    ['a function call in backticks', "`get_weather(city='Ghent')`"],
  ])('reads a call from %s', (_, text) => {
    expect(read(text)).toEqual({ kind: 'calls', calls: [weather('Ghent')] });
  });

  it.each([
    [
      'tags',
      '<tool_call>{"name":"get_weather","arguments":{"city":"A"}}<tool_call>{"name":"get_weather","arguments":{"city":"B"}}',
    ],
    ['brackets', '[get_weather(city="A"), get_weather(city="B")]'],
    [
      'lines',
      '{"tool":"get_weather","arguments":{"city":"A"}}\n{"tool":"get_weather","arguments":{"city":"B"}}',
    ],
    [
      'one fence',
      '```json\n{"tool":"get_weather","arguments":{"city":"A"}},\n{"tool":"get_weather","arguments":{"city":"B"}}\n```',
    ],
    ['different forms', 'get_weather(city="A")\n[get_weather(city="B")]'],
  ])('reads several calls from %s, in their order', (_, text) => {
    expect(read(text)).toEqual({ kind: 'calls', calls: [weather('A'), weather('B')] });
  });

  it('reads lists, numbers and constants of a function call', () => {
    expect(read('schedule_meeting(title="Sync", time=9, attendees=["Jo", \'Mia\'])')).toMatchObject(
      {
        calls: [{ arguments: { title: 'Sync', time: 9, attendees: ['Jo', 'Mia'] } }],
      },
    );
  });

  it('takes an optional argument that was left empty as absent', () => {
    expect(
      read('{"tool":"schedule_meeting","arguments":{"title":"","time":"9","attendees":[]}}'),
    ).toMatchObject({ calls: [{ arguments: { title: '', time: '9' } }] });
  });

  it.each([
    ['a sentence', 'It rains a lot in Ghent.'],
    ['nothing', ''],
    ['the name "none"', '{"tool": "none", "arguments": {}}'],
    ['an empty list of calls', '{"calls": []}'],
    ['a tool that is only mentioned', 'I could run `get_weather(city="Ghent")` for you.'],
    ['code that does more than call', '```python\nimport x\nprint(get_weather("Ghent"))\n```'],
    ['data beside a sentence', 'A sample: {"city": "Ghent", "degrees": 8}'],
    ['a call that is only thought of', '<think>get_weather(city="A")\n</think>No need.'],
    ['a Markdown link', 'See [the forecast](https://example.org).'],
  ])('finds no call in %s', (_, text) => {
    expect(read(text).kind).toBe('none');
  });

  it.each([
    ['JSON that is cut off', '{"tool": "get_weather", "arguments": {"city": "Gh'],
    ['JSON with a mistake', '{"tool": "get_weather", "arguments": {city: Ghent}}'],
    ['a tag without a call', '<tool_call>\n"name": "python"\n</tool_call>'],
    ['a tool that is not there', '{"name": "google", "arguments": {"q": "Ghent"}}'],
    ['arguments beside the name', '{"name": "get_weather", "city": "Ghent"}'],
    ['arguments that are no object', '{"name": "get_weather", "arguments": ["Ghent"]}'],
    ['more arguments than there are', 'get_weather("Ghent", "Bruges")'],
    ['a function call that is cut off', 'get_weather(city="Gh'],
    ['brackets that are not closed', '[get_weather(city="Ghent")'],
    ['an object without a name', '{"city": "Ghent"}'],
    ['one good and one bad call', '[get_weather(city="Ghent"), google(q="Ghent")]'],
  ])('finds %s malformed, and says why', (_, text) => {
    expect(read(text)).toEqual({ kind: 'malformed', why: expect.stringMatching(/^[A-Z].+[^.]$/) });
  });

  it.each(['{', '[', '```', '<tool_call>', 'get_weather(', '{"tool":"', "[get_weather('"])(
    'comes to an end on a megabyte of %s',
    (part) => {
      expect(['none', 'malformed']).toContain(read(part.repeat(1_000_000 / part.length)).kind);
    },
  );
});
