import {backendForm} from './backend-form.js';
import {confirm} from './confirm.js';
import {history} from './history.js';
import {html, nothing} from './page.js';
import {problem, since} from './parts.js';
import {deletion, seatChanges} from './seats.js';
import {bytes} from './words.js';

const VALIDATIONS = 40;

/** What is behind a row of the list: why it is so, what happened to it, and what can be done. */
export function backendDetail({api, who, redraw, changed}, organization, backend) {
  const path = `organizations/${organization}/cas-backends/${backend.name}`;
  const mayChange = who.role === 'admin' || who.role === 'owner';
  let validations;
  let seated = [];
  let error;
  let form;

  async function read() {
    try {
      [validations, seated] = await Promise.all([
        api.items(`${path}/validations?pageSize=${VALIDATIONS}`),
        api.items(`organizations/${organization}/cas-backends?seated=true`)]);
    } catch (problemDetail) {
      error = problemDetail;
    }
    redraw();
  }

  async function act(method, target, body) {
    try {
      await api.call(method, target, body);
      error = undefined;
      changed();
    } catch (problemDetail) {
      error = problemDetail;
    }
    redraw();
  }

  async function seat(kind) {
    const consequence = seatChanges(organization, backend.name, seated)[kind];
    if (await confirm({title: `Make ${backend.name} the ${kind}?`, consequence, verb: `Make ${kind}`})) {
      act('PATCH', path, {[kind]: true});
    }
  }

  async function remove() {
    const consequence = deletion(organization, backend, seated);
    if (await confirm({title: `Delete ${backend.name}?`, consequence, verb: 'Delete', tone: 'danger'})) {
      act('DELETE', path);
    }
  }

  async function change() {
    const {etag} = await api.call('GET', path);
    const close = () => {
      form = undefined;
      redraw();
    };
    form = backendForm({
      api, redraw, organization, backend, etag, changes: seatChanges(organization, backend.name, seated),
      done: () => {
        close();
        changed();
      },
      cancel: close,
    });
    redraw();
  }

  const actions = () => html`
    <div class="actions">
      ${backend.inline ? nothing : html`<button class="revalidate" @click=${() => act('POST', `${path}/revalidate`)}>Validate now</button>`}
      ${backend.default ? nothing : html`<button @click=${() => seat('default')}>Make default</button>`}
      ${backend.default || backend.fallback ? nothing : html`<button @click=${() => seat('fallback')}>Make fallback</button>`}
      <button @click=${change}>Change…</button>
      ${backend.inline ? nothing : html`<button class="danger quiet" @click=${remove}>Delete</button>`}
    </div>`;

  read();
  return {
    read,
    update: next => { backend = next; },
    view: () => html`
      <div class="detail">
        ${backend.errorClass ? html`<div class="callout ${backend.status === 'OK' ? 'warn' : 'bad'}">
          <strong>${backend.error}</strong><p>${backend.remedy}</p><small>${backend.errorClass}</small></div>` : nothing}
        ${error ? problem(error) : nothing}
        <div class="columns">
          <dl class="list">
            ${backend.description ? html`<dt>Description</dt><dd>${backend.description}</dd>` : nothing}
            ${backend.host ? html`<dt>Depends on</dt><dd><code>${backend.host}</code></dd>` : nothing}
            <dt>Largest artifact</dt><dd>${bytes(backend.maxBytes)}</dd>
            <dt>Registered</dt><dd>${since(backend.createdAt)}</dd>
          </dl>
          ${backend.inline ? html`<p class="muted">It is in Castellan's own database, never validated and always OK.</p>`
            : validations ? history(validations) : html`<p class="muted">Reading…</p>`}
        </div>
        ${mayChange ? actions() : nothing}
        ${form ? form() : nothing}
      </div>`,
  };
}
