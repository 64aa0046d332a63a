import {html} from './page.js';
import {paged} from './paged.js';
import {empty, field, heading, problem, since, waiting} from './parts.js';

/** BACKEND_CREATED as words: Backend created. */
const words = action => action.charAt(0) + action.slice(1).toLowerCase().replaceAll('_', ' ');

/** Who changed what. */
export function audit({api, who, redraw}) {
  const admin = who.role === 'admin';
  const conditions = {text: '', action: '', actor: ''};
  const actions = new Set();
  const list = paged(api, () => ({
    path: admin ? 'audit-events' : `organizations/${who.organization}/audit-events`,
    conditions: {...conditions, action: conditions.action.toUpperCase().replaceAll(' ', '_')},
  }), redraw);
  list.load();

  const filter = (name, label, placeholder, more = {}) => field(name, label, html`
    <input id=${name} type="search" placeholder=${placeholder} spellcheck="false" list=${more.list ?? ''} @input=${event => {
      conditions[name] = event.target.value.trim();
      list.soon();
    }}>`);

  const row = each => html`<tr>
    <td data-head="When">${since(each.at)}</td>
    <th scope="row">${words(each.action)}<small>${each.subject}</small></th>
    <td data-head="Detail">${each.detail}</td>
    <td data-head="By">${each.actor}<small>on ${each.node}</small></td></tr>`;

  const table = () => html`<div class="card scroll" tabindex="0" role="region" aria-label="Events"><table>
    <thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Detail</th><th scope="col">By</th></tr></thead>
    <tbody>${list.items.map(row)}</tbody></table></div>${list.more()}`;

  function view() {
    list.items.forEach(each => actions.add(words(each.action)));
    return html`
      ${heading('Audit', 'Who changed what, newest first. Validations are no events unless a status changed.')}
      <div class="filters" role="search">${filter('text', 'Find', 'In subject or detail')}
        ${filter('action', 'Action', 'Such as Backend created', {list: 'actions'})}
        <datalist id="actions">${[...actions].sort().map(each => html`<option value=${each}></option>`)}</datalist>
        ${filter('actor', 'By', 'admin, castellan or token:…')}</div>
      ${list.error ? problem(list.error) : list.loading ? waiting : list.items.length ? table()
        : Object.values(conditions).some(Boolean) ? empty('Nothing matches', 'Take a condition away to see more.')
          : empty('Nothing has changed yet', 'Each change of an organization, token, backend or checker will be here.')}`;
  }
  return {view};
}
