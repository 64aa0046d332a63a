import {html, svg, nothing} from './page.js';
import {ENDINGS, holders, losers, story} from './story.js';
import {moment, time} from './words.js';

const INTERVALS = 10;
// Per cent of the width: a tick of seconds in hours must still be seen.
const least = () => innerWidth < 860 ? 1.8 : 0.7;
const MARKS = 5;

/** From when until when a checker's timeline reaches: to its next tick. */
export function span(checker, interval) {
  const end = Date.parse(checker.nextTick);
  return {start: end - INTERVALS * interval, end};
}

/** A timeline has a lane for each replica that is here or was in one of the ticks. */
export function lanes(ticks, nodes, {start}) {
  const seen = ticks
    .filter(tick => Date.parse(tick.finishedAt ?? tick.tick) >= start)
    .flatMap(tick => [tick.node, ...(tick.attempts ?? []).map(each => each.node)]);
  const here = nodes.filter(node => !node.gone).map(node => node.id);
  return [...new Set([...here, ...seen.filter(Boolean)])].sort().map(name => ({name, gone: !here.includes(name)}));
}

const place = (instant, {start, end}) => 100 * (instant - start) / (end - start);

function bar(turn, tick, range, tell, now) {
  const x = place(turn.from, range);
  const width = Math.max(least(), place(turn.to, range) - x);
  if (x + width < 0) {
    return nothing;
  }
  const [word, tone] = ENDINGS[turn.ending];
  return svg`
    <rect class="tick ${tone} ${turn.ending.toLowerCase()}" x="${Math.max(0, x)}%" y="5" width="${width + Math.min(0, x)}%" height="18" rx="3"
      tabindex="0" role="img" aria-label="${word}, ${time(tick.tick)}: ${story(tick, now)}"
      @mouseenter=${tell} @focus=${tell} @click=${tell}></rect>`;
}

function mark(attempt, range) {
  const x = place(Date.parse(attempt.firstAt), range);
  return x < 0 ? nothing : svg`<circle class="loser" cx="${x}%" cy="14" r="2.5"></circle>`;
}

function lane({name, gone}, ticks, range, now, choose) {
  const mine = each => each.node === name || (each.node === '' && name === '');
  return html`
    <div class="lane ${gone ? 'gone' : ''}" data-node=${name}>
      <span class="lane-name">${name || 'The cluster'}${gone ? html` <small>gone</small>` : nothing}</span>
      <svg class="track" height="28" role="group" aria-label="Ticks of ${name || 'the cluster'}">
        ${ticks.map(tick => losers(tick).filter(mine).map(each => mark(each, range)))}
        ${ticks.map(tick => holders(tick, now).filter(mine).map(turn => bar(turn, tick, range, () => choose(tick), now)))}
        ${svg`<line class="now" x1="${place(now, range)}%" x2="${place(now, range)}%" y1="0" y2="28"></line>`}
      </svg>
    </div>`;
}

function axis({start, end}) {
  const steps = Array.from({length: MARKS}, (_, step) => step / (MARKS - 1));
  return html`<div class="lane axis" aria-hidden="true"><span></span><svg class="track" height="18">
    ${steps.map(step => svg`<text x="${step * 100}%" y="13"
      text-anchor=${step === 0 ? 'start' : step === 1 ? 'end' : 'middle'}>${time(start + step * (end - start))}</text>`)}
  </svg></div>`;
}

/** One lane for each replica, the ticks as bars of who ran them, and the chosen one's story. */
export function timeline({ticks, nodes, range, now, chosen, choose}) {
  const named = lanes(ticks, nodes, range);
  const all = named.length ? named : [{name: '', gone: false}];
  const told = ticks.find(tick => tick.tick === chosen) ?? ticks[0];
  return html`
    <div class="timeline">
      ${all.map(each => lane(each, ticks, range, now, tick => choose(tick.tick)))}
      ${axis(range)}
      <p class="story">${told
        ? html`<time datetime=${told.tick} title=${moment(told.tick)}>${time(told.tick)}</time> ${story(told, now)}`
        : 'No tick yet: the first one begins at the next instant of the grid.'}</p>
    </div>`;
}
