import { escapeHtml } from '../http';
import { REST_MODES } from './rest-mode';
import { ITOP_VERSIONS } from './versions';

/** What the templates of every page need to know. */
export interface PageFrame {
  /** `/3.2/`: the sandbox serves several iTops, each below a path. */
  root: string;
  /** This page's path below the root, the same in each version. */
  path: string;
  versionId: string;
  /** The stand-in of tawk.to. */
  tawkUrl: string;
  /** How this iTop answers the bridge. */
  restMode: string;
}

/** A bar of the sandbox's own above each page: the iTop version, the way to the agent's side, and what ails iTop. */
export function sandboxBar({ root, path, versionId, tawkUrl, restMode }: PageFrame): string {
  const modes = REST_MODES.map((mode) => `<option${mode === restMode ? ' selected' : ''}>${mode}</option>`);
  const versions = ITOP_VERSIONS.map(({ id }) =>
    id === versionId ? `<b>iTop ${id}</b>` : `<a href="/${id}/${escapeHtml(path)}">${id}</a>`,
  );
  return `<nav class="sandbox-bar" aria-label="Sandbox">Sandbox: ${versions.join(' ')}
  <a href="${tawkUrl}/agent" target="_blank">Agent's side of tawk.to</a>
  <form method="post" action="${root}sandbox/rest"><label>For the bridge, iTop
  <select name="mode" onchange="this.form.submit()">${modes.join('')}</select></label></form></nav>`;
}

/**
 * iTop's own script of each page: what an XHR brings is put into the page; a dialog takes the focus back from whatever is
 * outside it, as jQuery tells those of jQuery UI (console) and Bootstrap (portal): by a listener for `focus` on its way
 * down the document; and the shortcuts of the console of 3.x, for whoever types in no field that they can see.
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

export const STYLE = `<style>
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #2c3e50; background: #f4f6f8; }
  .sandbox-bar { padding: .3rem 1rem; background: #222; color: #eee; font-size: .8rem; }
  .sandbox-bar form { display: inline; margin-left: 1rem; } .sandbox-bar select { font: inherit; }
  .sandbox-bar a { color: #9cf; margin: 0 .4rem; }
  header { display: flex; gap: 1rem; align-items: center; padding: .8rem 1rem; background: #fff; border-bottom: 1px solid #d7dde3; }
  header h1 { margin: 0; font-size: 1.2rem; flex: 1; }
  .backoffice header { background: #2a4365; color: #fff; } .backoffice header a { color: #bee3f8; }
  main { max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; }
  .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1rem; padding: 0; list-style: none; }
  .tiles > li { background: #fff; border: 1px solid #d7dde3; border-radius: .4rem; padding: 1rem; }
  iframe { width: 100%; height: 24rem; border: 1px solid #d7dde3; }
  select { max-width: 100%; }
  button { font: inherit; padding: .4rem .8rem; } form button { display: block; width: 100%; text-align: left; margin: .3rem 0; }
  small { color: #667; }
  .dialog { position: fixed; z-index: 100; inset: 30% 40% auto 10%; padding: 2rem; background: #fff; border: 1px solid #667; }
</style>`;
