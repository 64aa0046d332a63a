import {confirm} from './confirm.js';
import {html, nothing} from './page.js';
import {badge} from './parts.js';
import {ENDINGS} from './story.js';
import {countdown, length, millis, time} from './words.js';

const SCOPES = {
  defaults: ['Defaults and fallbacks', 'The backends that uploads go to.'],
  all: ['All backends', 'Every backend that is registered or still holds artifacts.'],
  artifacts: ['Upkeep of artifacts', 'Removals, purges and copies that are still to be made.'],
  patrol: ['Patrol for bit rot', 'Stored artifacts are read back and hashed.'],
  audit: ['Upkeep of the audit', 'Events are sealed into their chain; old ones are deleted.'],
};

/** As the page has them: those that uploads depend on come first, unknown ones last. */
export const inOrder = scopes => [...new Set([...Object.keys(SCOPES), ...scopes])].filter(each => scopes.includes(each));

export const title = scope => SCOPES[scope]?.[0] ?? scope;

async function runNow(checker, act) {
  const sure = await confirm({
    title: `Run “${title(checker.scope)}” now?`,
    consequence: 'The next replica that looks begins at once, in a tick of its own; the ticks of the grid stay as they are. ' +
      'Every backend in scope is probed, which its provider sees.',
    verb: 'Run now',
  });
  return sure && act('POST', `checkers/${checker.scope}/ticks`);
}

async function pause(checker, act) {
  const sure = await confirm(checker.paused ? {
    title: `Resume “${title(checker.scope)}”?`,
    consequence: 'Ticks begin again on the whole cluster, the one of the present interval at once.',
    verb: 'Resume',
  } : {
    title: `Pause “${title(checker.scope)}”?`,
    consequence: 'No replica begins another tick until somebody resumes it, whatever is restarted meanwhile. A tick that runs ends as it would. ' +
      'Uploads that find their backend stale then validate it themselves, and wait for that.',
    verb: 'Pause', tone: 'danger',
  });
  return sure && act('PATCH', `checkers/${checker.scope}`, {paused: !checker.paused});
}

const last = tick => {
  if (!tick) {
    return html`<dd>none yet</dd>`;
  }
  const [word, tone] = ENDINGS[tick.state];
  const took = tick.startedAt ? ` in ${length(Date.parse(tick.finishedAt) - Date.parse(tick.startedAt))}` : '';
  return html`<dd>${badge(word, tone)} <span class="muted">${time(tick.tick)}${took}</span></dd>`;
};

function holding(checker, readAt, now) {
  const {holder} = checker;
  if (!holder) {
    return html`<dd class="muted">nobody; it rests</dd>`;
  }
  const left = (whole, told, what) => {
    const time = Math.max(0, millis(told) - (now - readAt));
    return html`<progress max=${millis(whole)} value=${time} aria-label="${what} left"></progress>
      <small class="muted">${length(time)} of its ${what.toLowerCase()} left</small>`;
  };
  const others = (checker.shards ?? []).filter(shard => shard.holder).length - 1;
  return html`<dd><strong>${holder.node}</strong> <span class="muted">session ${holder.sessionPid}</span>
    ${left(checker.cap, holder.capLeft, 'Cap')}
    ${holder.lease ? left(holder.lease, holder.leaseLeft, 'Lease') : nothing}
    ${others > 0 ? html`<small class="muted">${others} more of ${checker.shards.length} shards run, too</small>` : nothing}</dd>`;
}

const FITS = {TIGHT: ['Soon not enough', 'warn'], TOO_LONG: ['Not enough', 'bad']};

const cadence = ({interval, cap, forecast}) => html`<dd>every ${length(millis(interval))}<br>
  <small class="muted">at most ${length(millis(cap))}${forecast ? `, now about ${length(millis(forecast.expected))}` : ''}</small>
  ${FITS[forecast?.fit] ? badge(...FITS[forecast.fit]) : nothing}</dd>`;

/** One checker: when it runs next, how it went, who runs it, and its timeline. */
export function checker(entry, {admin, now, act, busy}, timeline) {
  const {status, readAt} = entry;
  const [name, meaning] = SCOPES[status.scope] ?? [status.scope, ''];
  const running = status.currentTick?.state === 'RUNNING';
  return html`
    <section class="card checker" data-scope=${status.scope} aria-labelledby="checker-${status.scope}">
      <header>
        <div><h2 id="checker-${status.scope}">${name}</h2><p class="muted">${meaning}</p></div>
        ${admin ? html`<div class="actions">
          <button class="run-now" ?disabled=${busy || running} @click=${() => runNow(status, act)}>Run now</button>
          <button class="pause quiet" ?disabled=${busy} @click=${() => pause(status, act)}>${status.paused ? 'Resume' : 'Pause'}</button>
        </div>` : nothing}
      </header>
      <dl class="facts">
        <div><dt>Next tick</dt><dd class="countdown">${status.paused
          ? badge('Paused', 'warn') : countdown(Date.parse(status.nextTick) - now)}</dd></div>
        <div><dt>Cadence</dt>${cadence(status)}</div>
        <div><dt>Last tick</dt>${last(status.lastTick)}</div>
        <div><dt>${admin ? 'Holder' : 'Now'}</dt>${admin ? holding(status, readAt, now)
          : html`<dd class="muted">${running ? 'running' : 'resting'}</dd>`}</div>
      </dl>
      ${timeline}
    </section>`;
}
