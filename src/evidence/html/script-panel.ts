/** The drill-down: a dialog about a bucket, one of its cells or findings, a requirement, or a control. */
export const PANEL = String.raw`
/** What the address opens: heading and content, or nothing. */
function panelOf(model) {
  const bucket = model.buckets.get(state.bucket);
  if (bucket) return bucketPanel(model, bucket);
  if (model.controls.has(state.control)) return controlPanel(model, model.controls.get(state.control));
  if (model.manual.has(state.control)) return manualPanel(model, model.manual.get(state.control));
  if (model.requirements.has(state.requirement)) return requirementPanel(model, model.requirements.get(state.requirement));
  return undefined;
}

const dialog = el('dialog', { 'aria-labelledby': 'opened' });

dialog.addEventListener('close', () => {
  if (state.bucket || state.requirement || state.control) go(NOTHING_OPEN);
});

dialog.addEventListener('click', event => {
  if (event.target === dialog) dialog.close();
});

function drawPanel(model) {
  const panel = panelOf(model);
  if (!panel) {
    if (dialog.open) dialog.close();
    return;
  }
  const heading = el('h2', { id: 'opened', tabindex: '-1' }, panel[0]);
  dialog.replaceChildren(
    el(
      'div',
      { class: 'sheet' },
      el('header', {}, heading, el('button', { 'type': 'button', 'class': 'close', 'aria-label': 'Close', 'onclick': () => dialog.close() }, '✕')),
      el('div', { class: 'body' }, panel[1]),
    ),
  );
  if (!dialog.open) dialog.showModal();
  heading.focus();
}
`;
