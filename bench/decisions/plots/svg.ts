/** Colours that are told apart with any colour vision (Okabe and Ito, 2008), then some more. */
const COLOURS = [
  '#0072B2',
  '#D55E00',
  '#009E73',
  '#CC79A7',
  '#E69F00',
  '#56B4E9',
  '#000000',
  '#8C6BB1',
  '#999999',
  '#A6761D',
  '#66A61E',
  '#B2182B',
];

export function colourOf(place: number): string {
  return COLOURS[place % COLOURS.length] ?? '#000000';
}

/** A whole picture of so many pixels, on white. */
export function picture(width: number, height: number, parts: readonly string[]): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="12">`,
    element('rect', { width, height, fill: '#ffffff' }),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

/** `<line x1="0" .../>`; numbers to a tenth of a pixel. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>) {
  return `<${name} ${written(attributes)}/>`;
}

export function label(text: string, attributes: Readonly<Record<string, string | number>>): string {
  return `<text ${written(attributes)}>${escaped(text)}</text>`;
}

function written(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([key, value]) => `${key}="${typeof value === 'number' ? rounded(value) : value}"`)
    .join(' ');
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
