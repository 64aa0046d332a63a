import {html, nothing} from './page.js';
import {ago, moment} from './words.js';
import {now} from './clock.js';

/** A problem detail, as the API put it. */
export const problem = error => html`
  <div class="callout bad" role="alert">
    <strong>${error.title ?? 'The console failed'}</strong>
    <p>${error.message}</p>
    ${error.remedy ? html`<p>${error.remedy}</p>` : nothing}
    ${error.violations?.length ? html`<ul>${error.violations.map(each => html`<li><code>${each.field}</code> ${each.message}</li>`)}</ul>` : nothing}
    ${error.reason ? html`<small>${error.errorClass ?? error.reason}</small>` : nothing}
  </div>`;

export const badge = (word, tone) => html`<span class="badge ${tone}">${word}</span>`;

export const status = backend => badge(backend.status === 'OK' ? 'OK' : 'Invalid', backend.status === 'OK' ? 'good' : 'bad');

export const since = instant => html`<time datetime=${instant} title=${moment(instant)}>${ago(instant, now())}</time>`;

/** Says why there is nothing, and what to do about it. */
export const empty = (title, advice) => html`<div class="empty"><h2>${title}</h2><p>${advice}</p></div>`;

export const waiting = html`<p class="waiting" role="status">Reading…</p>`;

export const heading = (title, words, actions = nothing) => html`
  <header class="heading"><div><h1>${title}</h1><p>${words}</p></div><div class="actions">${actions}</div></header>`;

/** A labelled field; `input` is the control, which has that id. */
export const field = (id, label, input, hint = nothing) => html`
  <div class="field"><label for=${id}>${label}</label>${input}${hint === nothing ? nothing : html`<small>${hint}</small>`}</div>`;

export const select = (id, label, value, options, change) => field(id, label, html`
  <select id=${id} @change=${event => change(event.target.value)}>
    ${options.map(([key, word]) => html`<option value=${key} ?selected=${key === value}>${word}</option>`)}
  </select>`);
