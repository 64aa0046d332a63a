import {whole} from './api.js';
import {effect, eachOnItsOwn, hosts, organizations, seated} from './outage.js';
import {html, nothing} from './page.js';
import {badge, empty, field, heading, problem, select, waiting} from './parts.js';
import {many} from './words.js';

const SHOWN = 200;
const EFFECTS = {
  stopped: ['Stopped now', 'bad'], stops: ['Uploads stop', 'bad'], moves: ['Uploads move', 'warn'], stays: ['Unaffected', 'good'],
};
const ORDER = ['stopped', 'stops', 'moves', 'stays'];

function sentence({effect: kind, from, to}) {
  switch (kind) {
    case 'stopped': return 'Neither its default nor a fallback is OK: uploads are refused already.';
    case 'stops': return `Uploads to ${from.name} are refused: no healthy fallback. Give it one on another host.`;
    case 'moves': return `Uploads move from ${from.name} to ${to.name}.`;
    default: return from.inline ? `Uploads go to ${from.name}, in Castellan's own database.` : `Uploads stay on ${from.name}.`;
  }
}

/** What fails if this fails: seen before the outage. */
export function whatif({api, who, stream, redraw}) {
  let all;
  let error;
  let failing = '';
  let chosen = '';
  let timer;

  async function read() {
    try {
      const found = who.role === 'admin'
        ? await whole(api, 'cas-backends', {seated: true})
        : (await whole(api, `organizations/${who.organization}/cas-backends`, {seated: true})).map(each => ({...each, organization: who.organization}));
      all = organizations(found);
      error = undefined;
    } catch (problemDetail) {
      error = problemDetail;
    }
    redraw();
  }
  const hush = stream.listen(name => {
    if (name === 'backend-status' || name === 'reset') {
      clearTimeout(timer);
      timer = setTimeout(read, 300);
    }
  });
  read();

  function effects() {
    const backend = seated(all).get(chosen);
    const found = backend ? all.map(each => effect(each, one => one === backend))
      : failing ? all.map(each => effect(each, one => one.host === failing)) : eachOnItsOwn(all);
    return found.sort((a, b) => ORDER.indexOf(a.effect) - ORDER.indexOf(b.effect));
  }

  const row = each => html`
    <li data-organization=${each.organization.name}>
      <strong>${each.organization.name}</strong>
      <span>${badge(...EFFECTS[each.effect])}</span>
      <span>${sentence(each)}</span>
    </li>`;

  function result() {
    const found = effects();
    const count = kind => found.filter(each => each.effect === kind).length;
    return html`
      <div class="tally" role="status">
        ${ORDER.map(kind => html`<div class=${EFFECTS[kind][1]}><strong>${count(kind)}</strong><span>${EFFECTS[kind][0].toLowerCase()}</span></div>`)}
      </div>
      <ul class="effects card">${found.slice(0, SHOWN).map(row)}</ul>
      ${found.length > SHOWN ? html`<p class="muted">And ${many(found.length - SHOWN, 'organization')} more, less affected.</p>` : nothing}`;
  }

  const choices = () => [['', 'Each organization’s default, on its own'],
    ...hosts(all).map(({host, stops, moves}) => [host, `${host}: ${stops} would stop, ${moves} would move`])];

  function choose(host, backend) {
    failing = host;
    chosen = backend.trim();
    redraw();
  }

  const unknown = () => chosen && !seated(all).has(chosen)
    ? html`<span role="alert">${chosen} is nobody’s default or fallback: it takes no uploads, so none move.</span>` : 'Names appear as you type.';

  /** A list to type into: there may be thousands. */
  const oneBackend = () => field('failing-backend', 'Or one backend', html`
    <input id="failing-backend" list="seated" autocomplete="off" spellcheck="false" placeholder="organization/name"
      .value=${chosen} @change=${event => choose('', event.target.value)}>
    <datalist id="seated">${[...seated(all).keys()].map(name => html`<option value=${name}></option>`)}</datalist>`, unknown());

  return {
    view: () => html`
      ${heading('What if', 'What happens to uploads when storage fails now. Downloads ask the backend that holds the artifact.')}
      ${error ? problem(error) : nothing}
      ${!all ? (error ? nothing : waiting) : all.length ? html`
        <div class="filters two">${select('failing', 'What fails', failing, choices(), value => choose(value, ''))}${oneBackend()}</div>
        ${result()}`
        : empty('Nothing to lose yet', 'No organization has a default backend. Register one on the page Backends.')}`,
    close: hush,
  };
}
