/** ISO 8601 as providers' tools take it: a date, a time of day, or both with or without an offset from UTC. */
const FORM =
  /^(?:(\d{4}-\d{2}-\d{2})(?:[Tt ](?=\d)|$))?(?:(\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** Is it a text that `sameTime` can read? */
export function isIsoTime(text: string): boolean {
  return readTime(text) !== null;
}

/**
 * Do two ISO 8601 texts name the same moment? With an offset from UTC in both, the instant counts; without one in
 * either, the clock does. A moment with an offset is never the same as one without: nobody knows where that clock hangs.
 */
export function sameTime(left: string, right: string): boolean {
  const [one, other] = [readTime(left), readTime(right)];
  return one !== null && one === other;
}

const MINUTES_PER_DAY = 1_440;

/** One text for all ways to write the moment; null: not ISO 8601, or no such day or hour. */
function readTime(text: string): string | null {
  const [, date, clock, seconds, fraction, offset] = FORM.exec(text.trim()) ?? [];
  if ((date ?? clock) === undefined) return null;
  const moment = momentOf(date, clock ?? '00:00', offset ?? 'Z');
  const second = secondOf(seconds, fraction);
  if (moment === null || second === null) return null;
  const known = [date, clock, offset].map((part) => (part === undefined ? '-' : '+')).join('');
  return `${known} ${moment} ${second}`;
}

/** As text, since fractions of any length are to be the same or not, never nearly so. */
function secondOf(seconds = '0', fraction = ''): string | null {
  return Number(seconds) > 59 ? null : `${Number(seconds)}.${fraction.replace(/0+$/, '')}`;
}

/** Minutes, by UTC where there is an offset. */
function momentOf(date: string | undefined, clock: string, offset: string): number | null {
  const day = date === undefined ? 0 : dayNumber(date);
  const minutes = clockMinutes(clock);
  const ahead = offsetMinutes(offset);
  if (day === null || minutes === null || ahead === null) return null;
  const moment = day * MINUTES_PER_DAY + minutes - ahead;
  return date === undefined ? wrapped(moment) : moment;
}

/** A time of day without a date goes round. */
function wrapped(minutes: number): number {
  return (minutes + MINUTES_PER_DAY) % MINUTES_PER_DAY;
}

/**
 * Days since the first of March of the year 0; null: no such day.
 *
 * @see Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": `days_from_civil`
 */
function dayNumber(date: string): number | null {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  if (day < 1 || day > daysIn(year, month)) return null;
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return shifted * 365 + leapDays(shifted) + dayOfYear;
}

function leapDays(year: number): number {
  return Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

/** 0 for a month that there is not. */
function daysIn(year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  if (month === 2) return 28 + leapDays(year) - leapDays(year - 1);
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function clockMinutes(clock: string): number | null {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours > 23 || minutes > 59 ? null : hours * 60 + minutes;
}

function offsetMinutes(offset: string): number | null {
  if (/^z$/i.test(offset)) return 0;
  const digits = offset.replace(/\D/g, '').padEnd(4, '0');
  const minutes = clockMinutes(`${digits.slice(0, 2)}:${digits.slice(2)}`);
  if (minutes === null) return null;
  return offset.startsWith('-') ? -minutes : minutes;
}
