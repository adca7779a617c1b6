const NAMES: Readonly<Record<string, string>> = {
  'fail': 'fail', 'unknown': 'unknown', 'manual': 'manual', 'waived': 'waived', 'pass': 'pass', 'not-applicable': 'na',
};

const outcomes = Object.entries(NAMES).map(([outcome, name]) =>
  `.o-${outcome} { --text: var(--${name}); --tint: var(--${name}-tint); --solid: var(--${name}-solid); }`).join('\n');

/** Frameworks, filters and what all views are made of. */
export const PARTS_STYLE = `
${outcomes}
.o-once, .o-none { --text: var(--soft); --tint: transparent; }
.mark { font-family: var(--mono); font-weight: 700; color: var(--text); }
.badge { display: inline-flex; gap: .35em; align-items: baseline; background: var(--tint); color: var(--text);
  border: 1px solid transparent; border-radius: 4px; padding: 0 .45rem; font-size: .86rem; white-space: nowrap; }
.severity, .tag { font-size: .82rem; color: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: 0 .35rem; white-space: nowrap; }
.tag { white-space: normal; }
.s-high.severity { color: var(--ink); border-color: var(--edge); font-weight: 600; }
.number.none { color: var(--soft); }

.frameworks { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: .75rem; margin: .5rem 0 1rem; }
.card { display: grid; gap: .2rem; align-content: start; text-align: start; background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; padding: .7rem .9rem .8rem; }
button.card:hover { border-color: var(--edge); }
.card[aria-selected="true"] { border-color: var(--ink); box-shadow: inset 0 3px 0 var(--ink); }
.card:not(button) { grid-column: 1 / -1; }
.card .name { font: 600 1.12rem/1.25 var(--serif); }
.card .edition { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
.card .edition, .card .counts { font-size: .84rem; color: var(--soft); overflow-wrap: anywhere; }
.bar { display: flex; gap: 1px; height: .5rem; border-radius: 3px; overflow: hidden; margin: .3rem 0 .2rem; forced-color-adjust: none; }
.bar span { background: var(--solid); min-width: 2px; flex-basis: 0; }

.filters { background: var(--sunk); border-radius: 8px; padding: .75rem; display: grid; gap: .75rem; }
.outcomes { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.2rem, 1fr)); gap: .5rem; }
.toggle { color: var(--ink); }
.outcomes .toggle { display: grid; text-align: start; padding: .4rem .7rem .5rem; border-color: transparent;
  border-left: 4px solid var(--solid); line-height: 1.3; }
.outcomes .toggle b { font: 600 1.45rem/1.15 var(--serif); font-variant-numeric: tabular-nums; }
.outcomes .toggle span { font-size: .86rem; }
.toggle:hover { border-color: var(--edge); }
.outcomes .toggle:hover { border-left-color: var(--solid); }
.toggle[aria-pressed="true"] { background: var(--ink); color: var(--paper); border-color: var(--ink); }
.toggle[aria-pressed="true"] .mark { color: inherit; }
.outcomes .toggle[aria-pressed="true"] { border-left-color: var(--solid); }
.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
.row .wide { flex: 1 1 14rem; }
.row label { min-width: 0; }
.row select, .row input { width: 100%; max-width: 26rem; text-overflow: ellipsis; }
.row .wide input { max-width: none; }
.severities { display: grid; grid-template-columns: repeat(3, auto); gap: .15rem .25rem; }
.severities > span { grid-column: 1 / -1; font-size: .8rem; color: var(--soft); }
.bar-of-views { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between;
  margin: 1rem 0 1rem; border-bottom: 1px solid var(--line); }
.views { display: flex; flex-wrap: wrap; gap: 0 .25rem; }
.views button { background: none; border: 0; border-bottom: 3px solid transparent; padding: .45rem .6rem; margin-bottom: -1px; }
.views button:hover { border-bottom-color: var(--edge); }
.views button[aria-current] { border-bottom-color: var(--ink); font-weight: 600; }
.views .soft { font-size: .8rem; font-weight: 400; font-variant-numeric: tabular-nums; }
.count { color: var(--soft); font-size: .93rem; padding: .3rem 0; }
.pager { display: flex; gap: .75rem; align-items: center; justify-content: center; margin: 1rem 0; font-variant-numeric: tabular-nums;
  flex-wrap: wrap; }
.more { margin: .6rem 0; }

.findings { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
.findings > li { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .65rem .9rem; }
.line { display: flex; flex-wrap: wrap; gap: .2rem .55rem; align-items: baseline; }
.says { border-left: 3px solid var(--line); padding-left: .7rem; }
.where { font-size: .9rem; }
.tier { font-size: .88rem; }
@media (min-width: 60rem) {
  .findings p { max-width: 110ch; }
  .halves { display: grid; grid-template-columns: 5fr 6fr; gap: 0 2rem; }
}
@media (max-width: 40rem) {
  .card .edition { display: none; }
}
`;
