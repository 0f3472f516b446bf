import { existsSync, readFileSync } from 'node:fs';

/** What a study did, one line per promotion and kept or undone repair, from its decision log. */
export function ladderOf(file) {
  if (!existsSync(file)) return ['no decision log'];
  const events = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [first] = events;
  const minutes = (event) =>
    ((Date.parse(event.measured.at) - Date.parse(first.measured.at)) / 60_000).toFixed(1);
  const lines = events.flatMap((event) =>
    line(event).map((text) => `| ${minutes(event)} | ${event.cycle} | ${text} |`),
  );
  return ['| minute | cycle | phase | what | accuracy |', '|---|---|---|---|---|', ...lines];
}

function line(event) {
  switch (event.type) {
    case 'baseline-measured':
      return [`${event.phase} | baseline ${event.summary.specId} | ${accuracy(event.summary)}`];
    case 'candidate-decided':
      return event.decision.verdict === 'PROMOTE'
        ? [
            `${event.phase} | passes the gates: ${event.summary.specId} | ${accuracy(event.summary)}`,
          ]
        : [];
    case 'baseline-promoted':
      return [
        `${event.phase} | **promoted** ${short(event.from)} to ${short(event.to)} | +${event.improvement.toFixed(3)}`,
      ];
    case 'trial-kept':
      return [
        `${event.recommendation.phase} | **kept** ${event.recommendation.diagnosis} | ${event.recommendation.reason}`,
      ];
    case 'trial-undone':
      return [
        `${event.recommendation.phase} | undone ${event.recommendation.diagnosis} | ${event.recommendation.reason}`,
      ];
    case 'study-ended':
      return [`all | ${event.state} | ${event.reason}`];
    default:
      return [];
  }
}

function accuracy({ passesByRun, items }) {
  return passesByRun.map((passes) => (passes / items).toFixed(3)).join(' ');
}

function short({
  model,
  variant,
  timeoutSeconds,
  retries,
  isolation,
  warmup,
  temperature,
  prompt,
  params,
}) {
  return `${model}/${variant}/t${timeoutSeconds}/r${retries}/i${isolation}/w${warmup}/T${temperature}/${prompt}/${params}`;
}
