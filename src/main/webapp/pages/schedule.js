import {checker, inOrder} from './checker.js';
import {now} from './clock.js';
import {html, nothing} from './page.js';
import {heading, problem, waiting} from './parts.js';
import {span, timeline} from './timeline.js';
import {millis} from './words.js';

const TICKS = 30;
const UNSEEN = 90_000;

/** The start page: each checker, and what the cluster did with its ticks. */
export function schedule({api, who, stream, redraw}) {
  const admin = who.role === 'admin';
  const entries = new Map();
  const pending = new Map();
  const gone = new Set();
  let nodes = [];
  let error;
  let failure;
  let busy = false;

  async function read(scope) {
    const [status, page] = await Promise.all([
      api.get(`checkers/${scope}`), api.get(`checkers/${scope}/ticks?pageSize=${TICKS}`)]);
    entries.set(scope, {...entries.get(scope), status, ticks: page.items, readAt: now()});
  }

  async function readNodes() {
    const found = admin ? await api.items('nodes') : [];
    nodes = found.map(node => ({...node, gone: gone.has(node.id) || now() - Date.parse(node.lastSeenAt) > UNSEEN}));
  }

  async function readAll() {
    const checkers = await api.items('checkers');
    await Promise.all([readNodes(), ...checkers.map(each => read(each.scope))]);
  }

  const attempt = work => work()
    .then(() => { error = undefined; }, problemDetail => { error = problemDetail; })
    .finally(redraw);

  /** Events come in bursts: one reading serves those of a moment. */
  function soon(key, work) {
    if (!pending.has(key)) {
      pending.set(key, setTimeout(() => {
        pending.delete(key);
        attempt(work);
      }, 150));
    }
  }

  async function act(method, path, body) {
    busy = true;
    try {
      await api.call(method, path, body);
      failure = undefined;
    } catch (problemDetail) {
      failure = problemDetail;
    }
    busy = false;
    attempt(readAll);
  }

  const hush = stream.listen((name, data) => {
    if (name === 'tick') {
      soon(data.scope, () => read(data.scope));
    } else if (name === 'node') {
      data.change === 'GONE' ? gone.add(data.id) : gone.delete(data.id);
      soon('nodes', readNodes);
    } else if (name === 'reset') {
      soon('all', readAll);
    }
  });
  // What moves without an event: the instant of the next tick, attempts of those who came too late.
  const clock = setInterval(() => entries.forEach(({status}, scope) => {
    if (Date.parse(status.nextTick) < now() + 500 || status.currentTick?.state === 'RUNNING') {
      soon(scope, () => read(scope));
    }
  }), 2000);
  attempt(readAll);

  function card(scope) {
    const entry = entries.get(scope);
    const drawing = timeline({
      ticks: entry.ticks, nodes, now: now(),
      range: span(entry.status, millis(entry.status.interval)),
      chosen: entry.chosen,
      choose: tick => {
        entries.set(scope, {...entries.get(scope), chosen: tick});
        redraw();
      },
    });
    return checker(entry, {admin, now: now(), act, busy}, drawing);
  }

  return {
    view: () => html`
      ${heading('Schedule', 'One replica of the cluster runs each tick; if it fails, another goes on where it stopped.')}
      ${error ? problem(error) : nothing}${failure ? problem(failure) : nothing}
      ${entries.size ? inOrder([...entries.keys()]).map(card) : error ? nothing : waiting}`,
    close() {
      hush();
      clearInterval(clock);
      pending.forEach(clearTimeout);
    },
  };
}
