/** The page's look: light and dark, screen, phone and print. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #ffffff; --line: #d0d7de; --band: #f3f5f7;
  --good: #1a7f37; --bad: #b42318; --wait: #8a5a00; --mark: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4ae; --paper: #0f1318; --line: #363d45; --band: #181d24;
  --good: #57c273; --bad: #ff8a7a; --wait: #e3b341; --mark: #6cb2ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.7rem; margin: 0 0 .25rem; } h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .5rem 0; }
a { color: var(--mark); } :focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .8rem; } .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code, pre { font: .85em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; } .small { color: var(--soft); font-size: .85rem; }
.scroll { overflow-x: auto; } figure { margin: 0; } figcaption { color: var(--soft); font-size: .85rem; }
svg { max-width: 100%; height: auto; } .certified { color: var(--mark); stroke: var(--mark); } .measured { color: var(--soft); stroke: var(--soft); }
details.cycle { border-top: 1px solid var(--line); padding: .35rem 0; content-visibility: auto; contain-intrinsic-size: auto 2.2rem; }
summary { cursor: pointer; } .verdict { font-weight: 600; } .v-PROMOTE, .g-pass { color: var(--good); } .v-REJECT, .g-fail { color: var(--bad); }
.v-HOLD, .g-undecided { color: var(--wait); } .gates { white-space: nowrap; font-weight: 700; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.warnings { background: var(--band); border-left: 4px solid var(--wait); padding: .25rem 1rem .75rem; margin-top: 1.5rem; }
.warnings h2 { border: 0; margin: .75rem 0 0; } .grave { color: var(--bad); font-weight: 600; }
.grids { display: flex; flex-wrap: wrap; gap: 1.5rem 2.5rem; } .grids > div { max-width: 100%; } table.grid { width: auto; }
.grid td, .grid th { padding: .1rem .45rem; border-bottom: 0; } .grid .l { text-align: center; font-weight: 600; min-width: 1.7rem; border: 1px solid var(--paper); }
.l { background: color-mix(in srgb, var(--bad) 22%, var(--paper)); } .l-P { background: color-mix(in srgb, var(--good) 22%, var(--paper)); }
.l-T, .l-M { background: color-mix(in srgb, var(--wait) 28%, var(--paper)); }
.diff { background: var(--band); padding: .75rem; overflow-x: auto; } .diff del { color: var(--bad); text-decoration: none; } .diff ins { color: var(--good); text-decoration: none; }
@media (max-width: 40rem) { body { font-size: 15px; padding: 1rem .75rem; } table { font-size: .82rem; }
  .scroll > table:not(.grid) { min-width: 44rem; } figure svg { overflow: visible; margin: .5rem 0; } figure svg text { font-size: 17px; }
  [aria-label='y-axis label'] { translate: 0 -10px; } [aria-label='x-axis label'] { translate: 0 12px; } }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --band: #fff; } nav { display: none; } body { max-width: none; font-size: 10pt; }
  details.cycle { content-visibility: visible; } details.cycle::details-content { content-visibility: visible; block-size: auto; } tr, figure, .grids > div { break-inside: avoid; } }
`;
