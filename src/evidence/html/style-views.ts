/** The matrix, tables and the drill-down. */
export const VIEWS_STYLE = `
.scroll { overflow: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .93rem; }
th, td { text-align: start; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); }
tr:last-child > * { border-bottom: 0; }
thead th { font-weight: 600; font-size: .84rem; color: var(--soft); white-space: nowrap; vertical-align: bottom;
  border-bottom: 1px solid var(--edge); }
tbody th { font-weight: 600; min-width: 11rem; max-width: 34rem; }
tbody th p { font-weight: 400; color: var(--soft); font-size: .9rem; }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.number:not(.none) { color: var(--text); }
.checks { min-width: 14rem; }
td bdi { overflow-wrap: break-word; }
.day { white-space: nowrap; }
caption { text-align: start; font-weight: 600; padding: .5rem .6rem .2rem; }
#static .scroll { margin: .8rem 0; }
#static h2 { margin-top: 2rem; }

.legend { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; color: var(--soft); font-size: .86rem; margin: 0 0 .6rem; }
.legend .hint { margin-left: auto; }
.matrix { max-height: max(24rem, 82vh); scroll-padding: 9.5rem 1rem 1rem 17rem; }
.matrix table { width: auto; min-width: 100%; }
.matrix th, .matrix td { padding: 0; border-color: var(--card); border-right: 1px solid var(--card); height: 2.1rem; }
.matrix button { width: 100%; height: 100%; min-height: 2.1rem; border: 0; background: none; padding: 0; }
.matrix button:focus-visible { outline: 3px solid var(--link); outline-offset: -3px; }
.matrix thead th { position: sticky; top: 0; z-index: 2; background: var(--card); border-bottom-color: var(--edge); }
.matrix thead th:not(.corner) { width: 2.1rem; min-width: 2.1rem; }
.matrix thead button { display: flex; justify-content: center; align-items: end; padding: .5rem 0 .4rem; color: var(--ink);
  font-size: .82rem; font-weight: 500; font-variant-numeric: tabular-nums; }
.matrix thead button span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; max-height: 12rem; overflow: hidden;
  text-overflow: ellipsis; }
.matrix thead button:hover, .matrix tbody th button:hover { color: var(--link); }
.matrix .corner { left: 0; z-index: 3; padding: .5rem .7rem; }
.matrix tbody th { position: sticky; left: 0; z-index: 1; background: var(--card); width: 16rem; min-width: 16rem; max-width: 16rem;
  border-right-color: var(--edge); }
.matrix tbody th button { display: grid; text-align: start; padding: .25rem .7rem; line-height: 1.3; font-weight: 600; align-content: center; }
.matrix tbody th .name, .matrix tbody th .place { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; display: block; }
.matrix tbody th .place { font-weight: 400; font-size: .76rem; display: flex; }
.matrix tbody th .place bdi { overflow: hidden; text-overflow: ellipsis; }
.matrix td { background: var(--tint); }
.matrix td button { color: var(--text); font: 600 1.1rem/1 var(--mono); min-width: 2.1rem; }
.matrix td.o-fail button { font-weight: 800; }
.matrix td.o-pass button, .matrix td.o-not-applicable button { font-weight: 400; }
.matrix td button:hover { box-shadow: inset 0 0 0 2px var(--text); }
.matrix tbody tr:hover th { background: var(--sunk); }

dialog { margin: 0 0 0 auto; padding: 0; border: 0; border-left: 1px solid var(--line); width: min(50rem, 100vw); max-width: none;
  height: 100dvh; max-height: none; background: var(--paper); color: var(--ink); }
dialog::backdrop { background: rgb(10 12 16 / .45); }
.sheet { min-height: 100%; }
.sheet > header { position: sticky; top: 0; z-index: 2; background: var(--paper); border-bottom: 1px solid var(--line); display: flex;
  gap: 1rem; align-items: start; justify-content: space-between; padding: 1rem clamp(.75rem, 3vw, 1.5rem); }
.sheet h2 { margin: 0; }
.sheet .body { padding: .75rem clamp(.75rem, 3vw, 1.5rem) 3rem; }
.close { border: 1px solid var(--edge); border-radius: 6px; background: var(--card); min-width: 2.2rem; min-height: 2.2rem; }
details.finding { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0; padding-left: 1.7rem; }
details.finding summary { cursor: pointer; padding: .55rem .9rem .55rem 0; line-height: 1.6; list-style-position: outside; }
details.finding summary .statement { display: block; color: var(--soft); font-size: .93rem; line-height: 1.4; }
details.finding[open] summary { border-bottom: 1px solid var(--line); }
details.finding .facts { padding: .2rem .9rem .2rem 0; }
details.finding .facts:last-child { padding-bottom: .8rem; }
.facts { margin: .4rem 0; display: grid; gap: .55rem; }
.facts > div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 0 1rem; }
.facts dt { color: var(--soft); font-size: .88rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.reasons > li + li { margin-top: .4rem; }
.at { display: block; font-size: .95em; line-height: 1.35; }
.sheet .plain > li.line { padding: .25rem 0; border-bottom: 1px solid var(--line); }
.declares { margin-bottom: 2rem; }

@media (max-width: 40rem) {
  .facts > div { grid-template-columns: 1fr; }
  .matrix { scroll-padding-left: 9rem; }
  .matrix tbody th { width: 8.5rem; min-width: 8.5rem; max-width: 8.5rem; }
  .legend .hint { margin-left: 0; }
}
@media (forced-colors: active) {
  .toggle[aria-pressed="true"], .card[aria-selected="true"] { outline: 2px solid Highlight; outline-offset: -2px; }
  .views button[aria-current] { border-bottom-color: Highlight; }
  .outcomes .toggle, .matrix td, .matrix th { border-color: CanvasText; }
  .bar { display: none; }
}
`;
