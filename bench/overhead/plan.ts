/** The work that every contestant does: the same calls, as many at once. */
export const PLAN = { specs: 4, runs: 7, items: 12, atOnce: 4, answerMs: 50 } as const;

export const CALLS = PLAN.specs * PLAN.runs * PLAN.items;
/** Nothing but waiting for the endpoint, in milliseconds. */
export const IDEAL_MS = (CALLS * PLAN.answerMs) / PLAN.atOnce;

const CITIES = 'Ghent Seville Tampere Porto Gdansk Bergen Cork Turin Graz Lyon Malmo Split'.split(
  ' ',
);

/** Its question is answered wrongly every time: a spec that is always right leaves a study nothing to try. */
export const MISSED = 'Split';

/** What is asked, one question per item. */
export const QUESTIONS = CITIES.map((city) => ({ city, prompt: `Weather in ${city}?` }));
