/** Colours of both schemes, type and spacing. */
export const BASE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#faf9f6, #14171b); --card: light-dark(#ffffff, #1c2026); --sunk: light-dark(#f2f0eb, #101316);
  --ink: light-dark(#1c2128, #e8e6e1); --soft: light-dark(#535a66, #a9afba); --line: light-dark(#dcd8cf, #363c46); --edge: light-dark(#8b8f98, #747c8a);
  --link: light-dark(#1b4f87, #9cc8f2);
  --fail: light-dark(#94161b, #ffb4ab); --fail-tint: light-dark(#f9d9d5, #5a2322); --fail-solid: light-dark(#c23b33, #e0685f);
  --unknown: light-dark(#6b4300, #f5cf80); --unknown-tint: light-dark(#fbeac3, #493710); --unknown-solid: light-dark(#d99a1c, #cf9a35);
  --manual: light-dark(#1a4a7c, #abd2f7); --manual-tint: light-dark(#dce9f6, #1b3650); --manual-solid: light-dark(#5089c2, #5b93cb);
  --waived: light-dark(#57327e, #d8bdf4); --waived-tint: light-dark(#ebe1f6, #3c2850); --waived-solid: light-dark(#8a62b5, #9a76c2);
  --pass: light-dark(#1c5a37, #9fdcb7); --pass-tint: light-dark(#e6f2ea, #19301f); --pass-solid: light-dark(#5ba57a, #4c8d68);
  --na: light-dark(#535a66, #a9afba); --na-tint: light-dark(#f2f1ee, #22262d); --na-solid: light-dark(#c6c4be, #4b515c);
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Georgia, "Liberation Serif", serif;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 112rem; padding: 0 clamp(.75rem, 3vw, 2.5rem) 4rem; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.4rem); letter-spacing: -.01em; margin: 0; }
h2 { font-size: 1.35rem; margin: 0 0 .75rem; }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
p { margin: .3rem 0; overflow-wrap: anywhere; }
code, .path, .place { font: .86em/1.45 var(--mono); overflow-wrap: anywhere; }
code { background: var(--sunk); border-radius: 3px; padding: .05em .3em; }
bdi { overflow-wrap: anywhere; }
.soft, .place, .path { color: var(--soft); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 9; background: var(--ink); color: var(--paper); padding: .5rem 1rem;
  border-radius: 0 0 6px 6px; }
.skip:focus { top: 0; }
.plain { list-style: none; margin: 0; padding: 0; }
.empty { color: var(--soft); padding: 3rem 1rem; text-align: center; border: 1px dashed var(--line); border-radius: 8px; }

:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
h2:focus, #view:focus { outline: none; }
button, select, input { font: inherit; color: inherit; }
button { cursor: pointer; }
button:disabled { cursor: default; opacity: .5; }
.link, .title, .chip { background: none; border: 0; padding: 0; text-align: start; overflow-wrap: anywhere; }
.link { color: var(--link); text-decoration: underline; text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
  text-underline-offset: .2em; }
.title { font-weight: 600; }
button.title:hover, .link:hover { text-decoration: underline; text-decoration-color: currentColor; text-underline-offset: .2em; }
.chip { border: 1px solid var(--line); border-radius: 4px; padding: .08rem .4rem; margin: 0 .1rem .25rem 0; font-size: .86rem;
  min-height: 1.6rem; background: var(--card); color: var(--link); }
.chip:hover { border-color: var(--edge); }
.quiet, .pager button, .more, .toggle, select, input { background: var(--card); border: 1px solid var(--edge); border-radius: 6px;
  padding: .3rem .7rem; min-height: 2.1rem; }
.quiet:hover:enabled, .pager button:hover:enabled, .more:hover { border-color: var(--ink); }

header.top { padding: clamp(1.25rem, 3vw, 2.5rem) 0 1.25rem; display: grid; grid-template-columns: 1fr auto; gap: .5rem 2rem; align-items: start; }
header.top .subject { font-size: 1.05rem; color: var(--soft); }
header.top .disclaimer { grid-column: 1 / -1; max-width: 70ch; color: var(--soft); font-size: .93rem; }
header.top dl { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .4rem 2.25rem; margin: .35rem 0 0; }
header.top dt { font-size: .8rem; color: var(--soft); }
header.top dd { margin: 0; }
header.top summary { cursor: pointer; }
header.top details ul { margin: .4rem 0; padding-left: 1.2rem; max-height: 16rem; overflow: auto; }
#tools { display: flex; gap: .6rem; align-items: end; }
#tools label, .filters label { display: grid; gap: .15rem; font-size: .8rem; color: var(--soft); }
#tools select, .filters select, .filters input { font-size: .95rem; color: var(--ink); }

@media (min-width: 75rem) {
  header.top { grid-template-columns: minmax(0, 1fr) auto; }
  header.top .disclaimer { grid-column: 1; }
  header.top .disclaimer ~ .disclaimer { grid-column: 1 / -1; }
  header.top dl { grid-column: 2; grid-row: 2; justify-content: end; margin: 0; }
  header.top #tools { justify-self: end; }
}
@media (max-width: 40rem) {
  header.top { grid-template-columns: 1fr; }
}
@media (prefers-reduced-motion: no-preference) {
  .skip { transition: top .15s; }
}
`;
