import {title} from './checker.js';
import {now} from './clock.js';
import {html, nothing} from './page.js';
import {badge, empty, heading, problem, since, waiting} from './parts.js';
import {warnings} from './warnings.js';
import {length, millis, offset} from './words.js';

const AGAIN = 3000;

/** The replicas, the locks as PostgreSQL has them, and what an administrator should know. */
export function cluster({api, stream, redraw}) {
  let seen;
  let error;

  async function read() {
    try {
      const [{items: nodes, warnings: told}, locks, checkers] = await Promise.all([
        api.get('nodes'), api.items('locks'), api.items('checkers')]);
      seen = {nodes, told, locks, checkers};
      error = undefined;
    } catch (problemDetail) {
      error = problemDetail;
    }
    redraw();
  }
  const hush = stream.listen(name => name !== 'backend-status' && read());
  const clock = setInterval(read, AGAIN);
  read();

  const differing = () => seen.told.flatMap(each => each.settings);

  function settings(node) {
    const names = differing().filter(name => name in node.settings);
    if (names.length) {
      return html`${badge('Differ', 'warn')}${names.map(name => html`<small>${name}=${node.settings[name]}</small>`)}`;
    }
    return Object.keys(node.settings).length ? 'as all' : html`<span class="muted">not told</span>`;
  }

  const node = each => html`<tr data-node=${each.id}>
    <th scope="row">${each.id}</th>
    <td data-head="Address">${/^https?:/.test(each.address) ? html`<a href=${each.address} rel="noreferrer">${each.address}</a>` : each.address}</td>
    <td data-head="Version">${each.version}</td><td data-head="Started">${since(each.startedAt)}</td><td data-head="Last seen">${since(each.lastSeenAt)}</td>
    <td class="number" data-head="Clock">${offset(each.clockOffsetMillis)}</td><td data-head="Settings">${settings(each)}</td></tr>`;

  const lock = each => {
    const holder = seen.checkers.find(one => one.holder?.sessionPid === each.sessionPid)?.holder;
    return html`<tr>
      <th scope="row">${title(each.name.split(':').at(-1))}<small>${each.name}</small></th>
      <td data-head="Replica">${holder?.node ?? html`<span class="muted">nobody in the ledger yet</span>`}</td>
      <td data-head="Session">${each.sessionPid}</td><td data-head="From">${each.address ?? 'the database’s own machine'}</td>
      <td data-head="Session age">${length(millis(each.sessionAge))}</td><td data-head="Last heard">${length(millis(each.silence))} ago</td></tr>`;
  };

  const table = (label, heads, rows) => html`<div class="card scroll" tabindex="0" role="region" aria-label=${label}><table>
    <thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;

  function told() {
    const found = warnings(seen.nodes, seen.told, seen.checkers, now());
    return html`
      <section aria-labelledby="warnings"><h2 id="warnings">Warnings ${found.length ? badge(found.length, 'warn') : nothing}</h2>
        ${found.length ? html`<ul class="callouts">${found.map(each => html`<li class="callout warn">${each}</li>`)}</ul>`
          : html`<p class="callout good">Nothing to warn of: every sweep fits its cap, and all replicas are well.</p>`}</section>
      <section><h2>Replicas</h2>${table('Replicas', ['Replica', 'Address', 'Version', 'Started', 'Last seen', 'Clock', 'Settings'], seen.nodes.map(node))}</section>
      <section><h2>Locks</h2>
        ${seen.locks.length ? table('Locks', ['Lock', 'Replica', 'Session', 'From', 'Session age', 'Last heard'], seen.locks.map(lock))
          : empty('No lock is held', 'A lock is held while a tick runs. Run one on the page Schedule to see its holder here.')}</section>`;
  }

  return {
    view: () => html`
      ${heading('Cluster', 'Who is here, and who holds what, straight from PostgreSQL.')}
      ${error ? problem(error) : nothing}
      ${seen ? told() : error ? nothing : waiting}`,
    close() {
      hush();
      clearInterval(clock);
    },
  };
}
