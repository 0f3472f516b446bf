import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createStore } from '../../activities/store/create-store';
import { ratchet } from '../cli/ratchet';
import { plausibleStudy } from '../history/plausible-study';
import { type Browser, chromiumProgram, openChromium, type Page } from '../support/chromium';

const PHONE = { width: 360, height: 740, deviceScaleFactor: 2, mobile: true };
const DESK = { width: 1280, height: 900, deviceScaleFactor: 1, mobile: false };
const CYCLES = 500;

const program = chromiumProgram();
if (program === undefined) {
  process.stderr.write('The report is not opened in a browser: there is no Chromium here.\n');
}

(program === undefined ? describe.skip : describe)('a report of 500 cycles in Chromium', () => {
  let folder: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ratchet-browser-'));
    const events = plausibleStudy('lfm', 11, CYCLES);
    await createStore({ dataDir: folder }).recordEvents({ study: 'lfm', events });
    const file = join(folder, 'report.html');
    await ratchet(['report', 'lfm', '--output', file], { RATCHET_DATA: folder });
    browser = await openChromium(program ?? '');
    ({ page } = browser);
    await page.ask('Emulation.setDeviceMetricsOverride', DESK);
    await page.open(pathToFileURL(file).href);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('asks for nothing but its own file, and complains of nothing', () => {
    const asked = page.events.filter(({ method }) => method === 'Network.requestWillBeSent');
    expect(asked).toHaveLength(1);
    const complaints = ['Log.entryAdded', 'Runtime.exceptionThrown', 'Runtime.consoleAPICalled'];
    expect(page.events.filter(({ method }) => complaints.includes(method))).toEqual([]);
  });

  it('shows every cycle of both phases', async () => {
    const cycles = await page.evaluate<number>(`document.querySelectorAll('details.cycle').length`);
    expect(cycles).toBe(2 * CYCLES);
  });

  it.each([
    ['a phone', PHONE],
    ['a desk', DESK],
  ])('is no wider than the screen of %s', async (_, screen) => {
    await page.ask('Emulation.setDeviceMetricsOverride', screen);
    const { page: wide, screen: has } = await page.evaluate<{ page: number; screen: number }>(
      `({ page: document.scrollingElement.scrollWidth, screen: window.innerWidth })`,
    );
    expect(has).toBe(screen.width);
    expect(wide).toBeLessThanOrEqual(screen.width);
  });

  it.each(['light', 'dark'])('has text that can be read where it is %s', async (value) => {
    await page.ask('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value }],
    });
    const pairs = await page.evaluate<readonly { readonly contrast: number }[]>(CONTRASTS);
    expect(pairs.length).toBeGreaterThan(4);
    expect(pairs.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
  });

  it('gives every picture, table and section a name for those who do not see it', async () => {
    const { nodes }: { readonly nodes: readonly AxNode[] } = await page.ask(
      'Accessibility.getFullAXTree',
    );
    const named = nodes
      .filter(({ role, ignored }) => !ignored && NAMED_ROLES.includes(role?.value ?? ''))
      .map(({ role, name }) => ({ role: role?.value, name: name?.value ?? '' }));
    expect(new Set(named.map(({ role }) => role))).toEqual(new Set(NAMED_ROLES));
    expect(named.filter(({ name }) => name.trim() === '')).toEqual([]);
    expect(await page.evaluate(`document.documentElement.lang`)).toBe('en');
    const levels = await page.evaluate<readonly number[]>(
      `[...document.querySelectorAll('h1,h2,h3,h4')].map((each) => Number(each.tagName[1]))`,
    );
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
  });

  it('is walked through and opened by keyboard', async () => {
    await page.evaluate(
      `document.querySelectorAll('details').forEach((each) => { each.open = false; })`,
    );
    const stops: string[] = [];
    let opened = false;
    for (let presses = 0; presses < 60 && !opened; presses += 1) {
      await press(page, 'Tab');
      stops.push(await page.evaluate<string>(`document.activeElement.tagName`));
      if (stops.at(-1) !== 'SUMMARY') continue;
      await press(page, 'Enter');
      opened = await page.evaluate<boolean>(`document.activeElement.parentElement.open`);
    }
    expect(stops).toContain('A');
    expect(opened).toBe(true);
  });

  it('is printed with what stands in its closed cycles', async () => {
    const { data } = await page.ask('Page.printToPDF', {});
    const bytes = Buffer.from(String(data), 'base64');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const pages = bytes.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
    // A thousand closed lines alone would fill some thirty pages.
    expect(pages.length).toBeGreaterThan(CYCLES / 4);
  }, 120_000);
});

interface AxNode {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
}

const NAMED_ROLES = ['image', 'table', 'navigation', 'heading', 'link'];

/**
 * Every pair of a text's colour and the nearest background that is not see-through; WCAG 2.2 asks for 4.5 to 1. Of
 * the cycles, which are all alike, the first three of each phase are opened and looked at.
 */
const CONTRASTS = `(() => {
  const LOOKED_AT = ':not(svg, svg *, details.cycle:nth-of-type(n + 4), details.cycle:nth-of-type(n + 4) *)';
  for (const each of document.querySelectorAll('details.cycle:nth-of-type(-n + 3)')) each.open = true;
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const channels = (colour) => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      known.set(colour, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(colour);
  };
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((each) => each / 255)
      .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    if (channels(backgroundColor)[3] === 255) return backgroundColor;
    return element.parentElement ? behind(element.parentElement) : 'white';
  };
  const seen = new Map();
  for (const element of document.querySelectorAll('body *' + LOOKED_AT)) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (!own) continue;
    const { color } = getComputedStyle(element);
    const back = behind(element);
    seen.set(color + ' on ' + back, [color, back, element.tagName + '.' + element.className]);
  }
  return [...seen].map(([pair, [color, back, where]]) => {
    const [light, dark] = [luminance(color), luminance(back)].sort((one, other) => other - one);
    return { pair, where, contrast: (light + 0.05) / (dark + 0.05) };
  });
})()`;

async function press(page: Page, key: 'Tab' | 'Enter'): Promise<void> {
  const text = key === 'Enter' ? '\r' : undefined;
  const windowsVirtualKeyCode = key === 'Enter' ? 13 : 9;
  const event = { key, code: key, windowsVirtualKeyCode };
  await page.ask('Input.dispatchKeyEvent', {
    type: text ? 'keyDown' : 'rawKeyDown',
    text,
    ...event,
  });
  await page.ask('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
}
