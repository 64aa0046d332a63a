import {html, render} from './page.js';

/** Asks before something happens, and says first what will. True when it shall. */
export function confirm({title, consequence, verb, tone = 'plain'}) {
  const dialog = document.createElement('dialog');
  dialog.className = 'confirm';
  dialog.setAttribute('aria-labelledby', 'confirm-title');
  document.body.append(dialog);
  return new Promise(decide => {
    dialog.addEventListener('close', () => {
      decide(dialog.returnValue === 'yes');
      dialog.remove();
    });
    render(html`
      <form method="dialog">
        <h2 id="confirm-title">${title}</h2>
        <p>${consequence}</p>
        <div class="actions">
          <button value="no" class="quiet">Cancel</button>
          <button value="yes" class=${tone === 'danger' ? 'danger' : 'primary'}>${verb}</button>
        </div>
      </form>`, dialog);
    dialog.showModal();
  });
}
