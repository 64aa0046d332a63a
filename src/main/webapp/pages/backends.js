import {backendDetail} from './backend-detail.js';
import {backendForm} from './backend-form.js';
import {html, nothing} from './page.js';
import {paged} from './paged.js';
import {badge, empty, field, heading, problem, select, since, status, waiting} from './parts.js';
import {PROVIDER_FILTERS} from './providers.js';

const ANY = ['', 'Any'];

/** The backends, filtered and paged by the server, each opening in place. */
export function backends({api, who, stream, redraw, parameters}) {
  const admin = who.role === 'admin';
  const mayCreate = admin || who.role === 'owner';
  const conditions = {text: parameters.get('text') ?? '', provider: '', status: parameters.get('status') ?? '', seated: false};
  const details = new Map();
  let form;
  let notice;
  const list = paged(api, () => ({
    path: admin ? 'cas-backends' : `organizations/${who.organization}/cas-backends`, conditions,
  }), redraw);
  const owner = backend => backend.organization ?? who.organization;
  const key = backend => `${owner(backend)}/${backend.name}`;

  function set(name, value) {
    conditions[name] = value;
    name === 'text' ? list.soon() : list.load();
  }

  function toggle(backend) {
    const changed = () => {
      list.load();
      details.get(key(backend))?.read();
    };
    details.delete(key(backend)) || details.set(key(backend), backendDetail({api, who, redraw, changed}, owner(backend), backend));
    redraw();
  }

  function create() {
    const close = () => {
      form = undefined;
      redraw();
    };
    const changes = {default: 'Uploads of the organization move to this backend.', fallback: 'Uploads go here while the default is invalid.'};
    form = backendForm({
      api, redraw, organization: who.organization, changes, cancel: close,
      done: (made, organization) => {
        notice = `${made.name} of ${organization} passed its probe and is registered.`;
        close();
        list.load();
      },
    });
    redraw();
  }

  const hush = stream.listen((name, data) => {
    if (name !== 'backend-status' && name !== 'reset') {
      return;
    }
    list.soon();
    details.get(`${data.organization}/${data.backend}`)?.read();
  });
  list.load();

  const row = backend => {
    const detail = details.get(key(backend));
    detail?.update(backend);
    return html`
      <li class="backend" data-backend=${key(backend)}>
        <button class="row" aria-expanded=${detail ? 'true' : 'false'} @click=${() => toggle(backend)}>
          <span class="name"><strong>${backend.name}</strong>${admin ? html`<small>${owner(backend)}</small>` : nothing}</span>
          <span>${status(backend)}${backend.errorClass ? html` <small class="class">${backend.errorClass}</small>` : nothing}</span>
          <span>${backend.default ? badge('Default', 'seat') : backend.fallback ? badge('Fallback', 'seat quiet') : nothing}</span>
          <span class="where"><small>${backend.provider}</small> ${backend.location || 'in the database'}</span>
          <span class="when muted">${backend.validatedAt && !backend.inline ? since(backend.validatedAt) : nothing}</span>
        </button>
        ${detail ? detail.view() : nothing}
      </li>`;
  };

  const filtered = () => Object.values(conditions).some(Boolean);
  const filters = () => html`
    <div class="filters" role="search">
      ${field('text', 'Find', html`<input id="text" type="search" .value=${conditions.text} @input=${event => set('text', event.target.value.trim())}
        placeholder=${admin ? 'Name, location or organization' : 'Name or location'}>`)}
      ${select('status', 'Status', conditions.status, [ANY, ['OK', 'OK'], ['INVALID', 'Invalid']], value => set('status', value))}
      ${select('by-provider', 'Provider', conditions.provider, [ANY, ...PROVIDER_FILTERS], value => set('provider', value))}
      <label class="choice"><input type="checkbox" .checked=${conditions.seated} @change=${event => set('seated', event.target.checked)}><span>Where uploads go</span></label>
    </div>`;

  return {
    view: () => html`
      ${heading('Backends', 'Where artifacts are stored, and whether that works.',
        mayCreate && !form ? html`<button class="primary" @click=${create}>New backend</button>` : nothing)}
      ${notice ? html`<div class="callout good" role="status">${notice}</div>` : nothing}
      ${form ? form() : nothing}
      ${filters()}
      ${list.error ? problem(list.error) : nothing}
      ${list.loading ? waiting : list.items.length
        ? html`<ul class="backends card">${list.items.map(row)}</ul>${list.more()}`
        : filtered() ? empty('Nothing matches', 'Take a condition away to see more.')
          : empty('No backends yet', admin ? 'Make an organization by the API (POST /api/v1/organizations); it comes with a built-in backend.'
            : 'Ask an owner of your organization to register one.')}`,
    close: hush,
  };
}
