/** On paper: the drawing made for it, no controls, in the light colours. */
export const PAPER_STYLE = `
#paper { display: none; }
@page { size: A4; margin: 16mm 13mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
@media print {
  :root, :root[data-theme] { color-scheme: light; font-size: 9pt; background: none; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { max-width: none; padding: 0; }
  #app, #tools, .skip, dialog, .legend .hint { display: none !important; }
  #paper { display: block; }
  header.top { padding-top: 0; }
  header.top details ul { max-height: none; overflow: visible; }
  .framework { break-before: page; }
  #paper > .framework:first-child { break-before: auto; }
  #paper h2 { border-bottom: 1px solid var(--edge); padding-bottom: .2rem; margin: 1.5rem 0 .6rem; break-after: avoid; }
  #paper h3 { margin: 1.3rem 0 .3rem; break-after: avoid; }
  #paper h4 { margin: .8rem 0 .2rem; font-size: 1rem; break-after: avoid; }
  #paper h3 + p { break-after: avoid; }
  #paper article { border-top: 1px solid var(--line); }
  #paper article > p, #paper article > dl { break-inside: avoid; break-after: avoid; }
  #paper article > ul > li { break-inside: avoid; margin: .4rem 0 0 .8rem; }
  #paper article > p.rest { break-after: auto; margin: .3rem 0 .5rem .8rem; }
  #paper .facts { gap: .25rem; }
  #paper .facts > div { grid-template-columns: 6.5rem minmax(0, 1fr); }
  #paper .chip { border: 0; padding: 0; margin: 0 .4rem 0 0; min-height: 0; background: none; color: inherit; }
  #paper .link { color: inherit; text-decoration: none; }
  #paper .rest { font-size: .92rem; }
  #paper .only { font-weight: 600; }
  .scroll { overflow: visible; border: 0; max-height: none; }
  table { font-size: .9rem; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  thead th { white-space: normal; }
  tbody th { min-width: 4.6cm; }
  .checks { min-width: 0; }
  .sign { min-width: 3.4cm; }
  .matrix tbody th { min-width: 0; }
  table.matrix { max-height: none; width: auto; min-width: 0; margin-bottom: .8rem; }
  table.matrix th, table.matrix td { position: static; height: auto; min-width: 0; padding: .12rem .2rem; border: 1px solid var(--line);
    border-width: 0 1px 1px 0; }
  table.matrix thead th { width: .56cm; vertical-align: bottom; background: none; font-weight: 500; color: var(--ink); }
  table.matrix thead th:first-child { font-weight: 600; }
  table.matrix thead th span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; font-size: .8rem; }
  table.matrix tbody th { width: 5cm; max-width: 5cm; overflow-wrap: anywhere; font-size: .85rem; background: none; line-height: 1.25; }
  table.matrix td { text-align: center; font: 600 .85rem/1.2 var(--mono); color: var(--text); vertical-align: middle; }
}
`;
