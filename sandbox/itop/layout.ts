import { escapeHtml } from '../http';
import { REST_MODES, restEffect } from './rest-mode';
import { STYLE } from './style';
import { ITOP_VERSIONS } from './versions';

/** What every page's template needs. */
export interface PageFrame {
  /** `/3.2/`: the sandbox serves several iTops, each at a path. */
  root: string;
  /** This page's path below the root, the same in each version. */
  path: string;
  versionId: string;
  /** The stand-in of tawk.to. */
  tawkUrl: string;
  /** How this iTop answers the bridge. */
  restMode: string;
  /** Messages in iTop's log about the current settings, the newest first. */
  complaints: readonly string[];
}

/**
 * The part between `<head>` and `</head>` that all pages share.
 *
 * @param isForPhones false for iTop's console, which sets no viewport: a phone shows it as wide as a desktop does
 */
export function head(title: string, isForPhones = true): string {
  const viewport = isForPhones ? '<meta name="viewport" content="width=device-width, initial-scale=1">' : '';
  return `<meta charset="utf-8"><title>${title}</title>${viewport}
<link rel="icon" href="data:,">${STYLE}`;
}

/**
 * The sandbox's own bar above each page: back to the start page, the iTop version, the agent's side, and what is wrong
 * with iTop.
 */
export function sandboxBar({ root, path, versionId, tawkUrl, restMode, complaints }: PageFrame): string {
  const modes = REST_MODES.map((mode) => `<option${mode === restMode ? ' selected' : ''}>${mode}</option>`);
  const versions = ITOP_VERSIONS.map(({ id }) =>
    id === versionId
      ? `<b aria-current="true">${id}</b>`
      : `<a href="/${id}/${escapeHtml(path)}" aria-label="The same in iTop ${id}">${id}</a>`,
  );
  const effects = REST_MODES.map((mode) => `<li><b>iTop ${mode}</b>: ${restEffect(mode)}</li>`);
  return `<nav class="sandbox-bar" aria-label="Sandbox"><a class="home" href="/"><span aria-hidden="true">←</span> Start page</a>
  <span class="versions">iTop ${versions.join('')}</span>
  <a href="${tawkUrl}/agent" target="agent">Agent dashboard</a>
  <form method="post" action="${root}sandbox/rest" class="switch${restMode === 'works' ? '' : ' ails'}"><label>For the bridge, iTop
  <select name="mode" onchange="this.form.submit()">${modes.join('')}</select></label>
  <details><summary>What is this?</summary><div><p>The bridge writes tickets and chats into iTop by its REST API. Here you
  break that API, and only that: these pages stay.</p><ul>${effects.join('')}</ul></div></details></form></nav>
${complaints.map(complaint).join('')}`;
}

/** A line of iTop's log, shown where the person who has changed a setting looks. */
export function complaint(line: string): string {
  return `<p class="sandbox-note" role="note"><b>iTop's log</b> says: ${escapeHtml(line)}</p>`;
}

/**
 * iTop's own script on each page. The answer to an XHR is inserted into the page. A dialog takes the focus back from
 * elements outside it, as jQuery UI (console) and Bootstrap (portal) do: with a capturing listener for `focus` on the
 * document. And the keyboard shortcuts of the 3.x console react when the user types in no field that they can see.
 */
export const ITOP_SCRIPT = `document.addEventListener('click', async (event) => {
  const link = event.target.closest('a[data-fragment]');
  if (!link) return;
  event.preventDefault();
  const response = await fetch(link.href, { headers: { 'X-Combodo-Ajax': 'true' } });
  document.querySelector('#fragment').innerHTML = await response.text();
});
document.addEventListener('click', (event) => {
  if (!event.target.closest('a[data-dialog]')) return;
  event.preventDefault();
  const dialog = document.createElement('div');
  dialog.className = 'dialog';
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-label', 'A dialog of iTop');
  dialog.innerHTML = '<button>Delete all</button><input aria-label="In the dialog">';
  dialog.firstChild.onclick = () => {
    dialog.remove();
    document.querySelector('#fragment').textContent = 'All is deleted';
  };
  document.body.append(dialog);
  dialog.firstChild.focus();
});
document.addEventListener('focus', ({ target }) => {
  const dialog = document.querySelector('.dialog');
  if (dialog && target !== document && !dialog.contains(target)) dialog.firstChild.focus();
}, true);
document.addEventListener('keydown', ({ target, key }) => {
  if (key !== 'e' || document.body.dataset.guiType !== 'backoffice' || target.closest('input,textarea,select')) return;
  document.querySelector('#fragment').textContent = 'The form to edit it';
});
`;
