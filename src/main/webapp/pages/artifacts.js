import {organizationChoice} from './organization.js';
import {html, nothing} from './page.js';
import {paged} from './paged.js';
import {empty, field, heading, problem, since, waiting} from './parts.js';
import {bytes} from './words.js';

/** An organization's artifacts: what, how large, where it is, and who brought it. */
export function artifacts(context) {
  const {api, redraw} = context;
  const conditions = {fileName: '', digest: '', backend: ''};
  const organization = organizationChoice(context, () => list.load());
  const list = paged(api, () => ({path: `organizations/${encodeURIComponent(organization.name)}/artifacts`, conditions}), redraw);
  if (organization.name) {
    list.load();
  } else {
    list.loading = false;
  }

  const filter = (name, label, placeholder) => field(name, label, html`
    <input id=${name} type="search" placeholder=${placeholder} spellcheck="false" @input=${event => {
      conditions[name] = event.target.value.trim();
      list.soon();
    }}>`);

  const row = each => html`<tr>
    <th scope="row">${each.fileName ?? html`<span class="muted">no name</span>`}<small><code>${each.digest}</code></small></th>
    <td class="number" data-head="Size">${bytes(each.size)}</td><td data-head="Held by">${each.backends.join(', ')}</td>
    <td data-head="Uploaded">${since(each.uploadedAt)}<small>${each.uploadedBy}</small></td></tr>`;

  const table = () => html`<div class="card scroll" tabindex="0" role="region" aria-label="Artifacts"><table>
    <thead><tr><th scope="col">Artifact</th><th scope="col">Size</th><th scope="col">Held by</th><th scope="col">Uploaded</th></tr></thead>
    <tbody>${list.items.map(row)}</tbody></table></div>${list.more()}`;

  const none = () => Object.values(conditions).some(Boolean)
    ? empty('Nothing matches', 'Take a condition away to see more.')
    : organization.name
      ? empty('No artifacts yet', html`Upload one: <code>curl --data-binary @file -H "Authorization: Bearer $TOKEN" …/api/v1/organizations/${organization.name}/artifacts</code>`)
      : empty('Whose artifacts?', 'Name an organization above.');

  return {
    view: () => html`
      ${heading('Artifacts', 'What is stored, by digest, newest first.')}
      <div class="filters" role="search">${organization.view()}${filter('fileName', 'File name', 'A part of it')}
        ${filter('digest', 'Digest', 'Its beginning')}${filter('backend', 'Backend', 'Its name')}</div>
      ${list.error ? problem(list.error) : list.loading ? waiting : list.items.length ? table() : none()}${nothing}`,
  };
}
