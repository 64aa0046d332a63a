import {html, nothing, svg} from './page.js';
import {length, list, millis, moment} from './words.js';

const HEIGHT = 34;

/** How long validations took, oldest first, as a line. */
function sparkline(latencies) {
  const most = Math.max(...latencies, 1);
  const x = index => latencies.length < 2 ? 100 : 200 * index / (latencies.length - 1);
  const points = latencies.map((each, index) => `${x(index).toFixed(1)},${(HEIGHT - 3 - (HEIGHT - 6) * each / most).toFixed(1)}`);
  return html`<svg class="sparkline" viewBox="0 0 200 ${HEIGHT}" preserveAspectRatio="none" role="img"
    aria-label="Latency of the last ${latencies.length} validations, ${length(Math.min(...latencies))} to ${length(most)}">
    ${svg`<polyline points=${points.join(' ')}></polyline>`}</svg>`;
}

const cell = each => html`<i class=${each.status === 'OK' && !each.errorClass ? 'good' : each.status === 'OK' ? 'warn' : 'bad'}
  title="${moment(each.at)}: ${each.status}${each.errorClass ? `, ${each.errorClass}` : ''}, ${length(millis(each.latency))}, ${each.trigger.toLowerCase()} on ${each.node}"></i>`;

/** The validations of a backend, newest first as the API has them: a strip of outcomes and a line of latencies. */
export function history(validations) {
  if (!validations.length) {
    return html`<p class="muted">Not validated yet.</p>`;
  }
  const oldestFirst = [...validations].reverse();
  const latencies = oldestFirst.map(each => millis(each.latency));
  const failed = validations.filter(each => each.status !== 'OK');
  const classes = [...new Set(failed.map(each => each.errorClass).filter(Boolean))];
  const words = `${validations.length - failed.length} of the last ${validations.length} validations passed` +
    (failed.length ? `; the others: ${list(classes)}` : '');
  return html`
    <div class="history">
      <div class="strip" role="img" aria-label=${words}>${oldestFirst.map(cell)}</div>
      <small class="muted">${words}.</small>
      ${sparkline(latencies)}
      <small class="muted">The last one took ${length(latencies.at(-1))}${latencies.length > 1 ? html`, the slowest ${length(Math.max(...latencies))}` : nothing}.</small>
    </div>`;
}
