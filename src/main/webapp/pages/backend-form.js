import {credentialFields} from './credentials.js';
import {html, nothing} from './page.js';
import {field, problem, select} from './parts.js';
import {credentialsOf, PROVIDER_OPTIONS, PROVIDERS} from './providers.js';

const MIB = 1 << 20;
const path = (organization, name = '') => `organizations/${encodeURIComponent(organization)}/cas-backends${name && `/${name}`}`;

/** The seats, with what taking one changes. `changes` says it of each seat. */
const seats = (backend, changes) => html`
  <fieldset><legend>Seat</legend>
    ${[['', 'None', 'Uploads stay where they go now.'], ['default', 'Default', changes.default], ['fallback', 'Fallback', changes.fallback]].map(([value, word, change]) => html`
      <label class="choice"><input type="radio" name="seat" value=${value}
        ?checked=${value === (backend?.default ? 'default' : backend?.fallback ? 'fallback' : '')} ?disabled=${backend?.default && value === ''}>
        <span>${word}<small>${change}</small></span></label>`)}
  </fieldset>`;

function newBody(data, provider, way) {
  const seat = data.get('seat');
  return {
    name: data.get('name').trim(), provider, location: data.get('location').trim(),
    description: data.get('description').trim(),
    maxBytes: Number(data.get('maxMebibytes')) * MIB,
    ...(seat ? {[seat]: true} : {}),
    credentials: credentialsOf(provider, way, data),
  };
}

function changedBody(data, backend, way) {
  const seat = data.get('seat');
  const credentials = backend.inline ? {} : credentialsOf(backend.provider, way, data);
  return {
    description: data.get('description').trim(),
    ...(backend.inline ? {} : {maxBytes: Number(data.get('maxMebibytes')) * MIB}),
    ...(seat && !backend[seat] ? {[seat]: true} : {}),
    ...(!seat && backend.fallback ? {fallback: false} : {}),
    ...(Object.keys(credentials).length ? {credentials} : {}),
  };
}

/**
 * The form that registers a backend, or changes one. Both are probed first: what the probe answers is
 * shown in place, and nothing is stored unless it passed.
 */
export function backendForm({api, redraw, organization, backend, etag, changes, done, cancel}) {
  let provider = backend?.provider ?? Object.keys(PROVIDERS)[0];
  let way = backend?.inline ? '' : Object.keys(PROVIDERS[provider].ways)[0];
  let busy = false;
  let error;

  async function submit(event) {
    event.preventDefault();
    const data = new FormData(event.target);
    const owner = organization ?? data.get('organization').trim();
    [busy, error] = [true, undefined];
    redraw();
    try {
      const {content} = backend
        ? await api.call('PATCH', path(owner, backend.name), changedBody(data, backend, way), {'If-Match': etag})
        : await api.call('POST', path(owner), newBody(data, provider, way));
      done(content, owner);
    } catch (problemDetail) {
      [busy, error] = [false, problemDetail];
      redraw();
    }
  }

  const identity = () => html`
    ${organization ? nothing : field('organization', 'Organization', html`<input id="organization" name="organization" required pattern="[a-z0-9\\-]+">`)}
    ${field('name', 'Name', html`<input id="name" name="name" required maxlength="63" pattern="[a-z0-9]([a-z0-9\\-]*[a-z0-9])?">`, 'Lowercase letters, digits and hyphens. It never changes.')}
    ${select('provider', 'Provider', provider, PROVIDER_OPTIONS, chosen => {
      provider = chosen;
      way = Object.keys(PROVIDERS[provider].ways)[0];
      redraw();
    })}
    ${field('location', 'Location', html`<input id="location" name="location" required spellcheck="false" placeholder=${PROVIDERS[provider].location}>`)}`;

  const credentials = () => backend?.inline ? nothing : html`
    <fieldset><legend>${backend ? 'New credentials' : 'Credentials'}</legend>
      ${backend ? html`<small>Leave empty to keep the old ones, which are replaced only when the new ones pass the probe.</small>` : nothing}
      ${credentialFields(provider, way, chosen => {
        way = chosen;
        redraw();
      }, {optional: Boolean(backend)})}
    </fieldset>`;

  return () => html`
    <form class="card form" @submit=${submit} aria-label=${backend ? `Change ${backend.name}` : 'New backend'}>
      <h2>${backend ? `Change ${backend.name}` : `New backend${organization ? ` of ${organization}` : ''}`}</h2>
      <div class="columns">
        <div>
          ${backend ? nothing : identity()}
          ${field('description', 'Description', html`<input id="description" name="description" maxlength="1000" value=${backend?.description ?? ''}>`)}
          ${backend?.inline ? nothing : field('maxMebibytes', 'Largest artifact, MiB', html`<input id="maxMebibytes" name="maxMebibytes" type="number" min="10" step="1"
            value=${Math.round((backend?.maxBytes ?? 100 * MIB) / MIB)} required>`)}
        </div>
        <div>${credentials()}${seats(backend, changes)}</div>
      </div>
      ${error ? problem(error) : nothing}
      <div class="actions">
        <button type="button" class="quiet" @click=${cancel}>Cancel</button>
        <button class="primary" ?disabled=${busy}>${busy ? 'Probing…' : backend ? 'Save' : 'Probe and register'}</button>
      </div>
    </form>`;
}
