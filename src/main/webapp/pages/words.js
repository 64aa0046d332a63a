const UNITS = [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1000]];

/** Milliseconds of an ISO-8601 duration such as PT1H30M or PT2.5S. */
export function millis(iso) {
  const parts = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(-?[\d.]+)S)?)?$/.exec(iso ?? '');
  if (!parts) {
    return 0;
  }
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  return Math.round((sign ? -1 : 1) * (days * 86_400_000 + hours * 3_600_000 + minutes * 60_000 + seconds * 1000));
}

/** A length of time in its two largest units: 1 h 5 min, 3.2 s, 140 ms. */
export function length(time) {
  if (time < 1000) {
    return `${Math.max(0, Math.round(time))} ms`;
  }
  if (time < 10_000) {
    return `${(time / 1000).toFixed(1).replace(/\.0$/, '')} s`;
  }
  let left = Math.round(time / 1000) * 1000;
  const words = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count && words.length < 2) {
      words.push(`${count} ${unit}`);
    } else if (words.length) {
      break;
    }
  }
  return words.join(' ');
}

/** How far a clock is off the database's. */
export function offset(difference) {
  if (difference === undefined) {
    return 'not told';
  }
  return difference === 0 ? 'exact' : `${length(Math.abs(difference))} ${difference < 0 ? 'behind' : 'ahead'}`;
}

/** As a countdown shows it: 04:09, 1:04:09. */
export function countdown(time) {
  const seconds = Math.max(0, Math.ceil(time / 1000));
  const two = number => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}`;
}

/** How long ago an instant was. */
export function ago(instant, now) {
  const past = now - Date.parse(instant);
  return past < 2000 ? 'just now' : `${length(Math.floor(past / 1000) * 1000)} ago`;
}

export const time = instant => new Date(instant).toLocaleTimeString('en-GB');

export const moment = instant => {
  const date = new Date(instant);
  return `${date.toLocaleDateString('en-GB', {day: 'numeric', month: 'short', year: 'numeric'})}, ${time(instant)}`;
};

export const many = (count, one, more = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : more}`;

/** Sizes in the units that quotas and limits are thought in. */
export function bytes(size) {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${Number(size.toFixed(1))} ${units[unit]}`;
}

/** a, b and c */
export const list = names =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
