import {length, list, many} from './words.js';

const at = instant => Date.parse(instant);

const takings = tick => (tick.attempts ?? [])
  .filter(attempt => attempt.outcome === 'WON' || attempt.outcome === 'TOOK_OVER')
  .sort((a, b) => at(a.firstAt) - at(b.firstAt));

/** Whether it was run in shards, by several replicas side by side: else only one of them wins a tick, and once. */
const inShards = tick => takings(tick).filter(each => each.outcome === 'WON').reduce((sum, each) => sum + each.times, 0) > 1;

/** Those who held shards of a tick, each from its first to the end of the tick. */
function sharers(tick, end) {
  const lost = new Set(tick.attempts.filter(each => each.outcome === 'ABANDONED').map(each => each.node));
  return [...new Set(takings(tick).map(each => each.node))].map(node => ({
    node,
    from: at(takings(tick).find(each => each.node === node).firstAt),
    to: end,
    ending: lost.has(node) ? 'LOST' : tick.state,
  }));
}

/** Those who held a tick, in turn: who, from when, until when, and how it ended for them. */
export function holders(tick, now) {
  if (!tick.startedAt) {
    return [];
  }
  const taken = takings(tick);
  const end = tick.finishedAt ? at(tick.finishedAt) : now;
  if (inShards(tick)) {
    return sharers(tick, end);
  }
  if (!taken.length) {
    return [{node: tick.node ?? '', from: at(tick.startedAt), to: end, ending: tick.state}];
  }
  return taken.map((attempt, turn) => {
    const next = taken[turn + 1];
    return {
      node: attempt.node,
      from: turn === 0 ? at(tick.startedAt) : at(attempt.firstAt),
      to: next ? at(next.firstAt) : end,
      ending: next ? 'LOST' : tick.state,
    };
  });
}

/** Those who came to a tick and did not get it. */
export const losers = tick =>
  (tick.attempts ?? []).filter(attempt => ['LOST', 'SKIPPED', 'DECLINED'].includes(attempt.outcome));

function beginning(tick, turns) {
  if (!turns.length) {
    return 'An administrator asked for it';
  }
  if (inShards(tick)) {
    return `${list(turns.map(turn => turn.node))} ${tick.state === 'RUNNING' ? 'run' : 'ran'}${
      turns.length === 1 && tick.state === 'RUNNING' ? 's' : ''} it in shards${tick.requested ? ', because an administrator asked' : ''}`;
  }
  const [first, ...others] = turns;
  if (!first.node) {
    return tick.requested ? 'It ran because an administrator asked' : 'It ran';
  }
  if (!others.length) {
    const runs = tick.state === 'RUNNING' ? 'runs' : 'ran';
    return `${first.node} ${runs} it${tick.requested ? ', because an administrator asked' : ''}`;
  }
  const last = turns.at(-1);
  const before = list([...new Set(turns.slice(0, -1).map(turn => turn.node))]);
  return before === last.node ? `${last.node} took it up again` : `${last.node} took over after ${before} was lost`;
}

function figures(tick) {
  if (tick.validated === undefined) {
    return '';
  }
  const failed = tick.failed ? `, ${tick.failed} of them without success` : '';
  return ` ${tick.validated ? `${tick.validated} done${failed}` : 'there was nothing to do'}`;
}

function ending(tick, took) {
  const left = tick.remaining ? `${tick.remaining} left` : '';
  switch (tick.state) {
    case 'DONE': return `:${figures(tick) || ' done'}, in ${length(took)}.`;
    case 'CAPPED': return `: its time was up after ${length(took)}${left ? `, with ${left}; they come first next time` : ''}.`;
    case 'ABANDONED': return ', and nobody finished it before a later tick began.';
    case 'REQUESTED': return '; the next replica that looks begins.';
    default: return `, for ${length(took)} so far.`;
  }
}

/** What happened in a tick, in one sentence. */
export function story(tick, now) {
  const turns = holders(tick, now);
  const took = turns.length ? turns.at(-1).to - turns[0].from : 0;
  const lost = [...new Set(losers(tick).filter(each => each.outcome === 'LOST').map(each => each.node))]
    .filter(node => !turns.some(turn => turn.node === node));
  const declined = losers(tick).filter(each => each.outcome === 'DECLINED').map(each => each.node);
  return beginning(tick, turns) + ending(tick, took) +
    (lost.length ? ` ${list(lost)} came too late.` : '') +
    (declined.length ? ` ${list(declined)} did not trust ${declined.length > 1 ? 'their' : 'its'} own findings.` : '') +
    (tick.state === 'ABANDONED' && tick.reason ? ` ${tick.reason}` : '');
}

export const ENDINGS = {
  DONE: ['Done', 'good'], CAPPED: ['Time was up', 'warn'], ABANDONED: ['Abandoned', 'bad'],
  RUNNING: ['Running', 'busy'], REQUESTED: ['Asked for', 'busy'], LOST: ['Taken over', 'bad'],
};
