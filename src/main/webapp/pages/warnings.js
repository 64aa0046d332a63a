import {ago, length, list, many, millis} from './words.js';

const SILENT = 90_000;
const HELP = 'More parallelism, or a longer cap and interval, helps.';

function versions(nodes) {
  const found = [...new Set(nodes.map(node => node.version))];
  return found.length > 1
    ? [`Replicas run different versions: ${list(found)}. That is meant for the time of an update only.`] : [];
}

function silent(nodes, now) {
  return nodes
    .filter(node => now - Date.parse(node.lastSeenAt) > SILENT)
    .map(node => `${node.id} was last seen ${ago(node.lastSeenAt, now)}. If it was not stopped, look at its log and its network.`);
}

const fits = {
  TIGHT: (scope, took, cap) => `At today’s pace a tick of ${scope} takes ${took} of its cap of ${cap}: it will soon not fit. ${HELP}`,
  TOO_LONG: (scope, took, cap) => `At today’s pace a tick of ${scope} takes ${took} and does not fit its cap of ${cap}: each leaves some for the next. ${HELP}`,
};

function sweep({scope, cap, lastTick, paused, forecast}) {
  const found = paused ? [`The checker ${scope} is paused on the whole cluster: nothing is validated by it.`] : [];
  const told = fits[forecast?.fit];
  if (told) {
    found.push(told(scope, length(millis(forecast.expected)), length(millis(cap))));
  }
  if (lastTick?.state === 'CAPPED') {
    found.push(`The last tick of ${scope} did not fit its cap of ${length(millis(cap))}: ` +
      `${many(lastTick.remaining ?? 0, 'backend was', 'backends were')} left; they come first next time.`);
  } else if (lastTick?.state === 'ABANDONED') {
    found.push(`Nobody finished the last tick of ${scope}; its attempts say who lost it.`);
  }
  return found;
}

function crowd(nodes) {
  return nodes.length === 1
    ? ['Only one replica runs: when it fails, nobody takes its ticks over until it is back.'] : [];
}

/** What an administrator should know of the cluster, as sentences; `told` are those of the API. */
export const warnings = (nodes, told, checkers, now) =>
  [...crowd(nodes), ...versions(nodes), ...silent(nodes, now), ...told.map(each => each.detail), ...checkers.flatMap(sweep)];
