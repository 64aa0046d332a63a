// The gate's rule: the default takes uploads while it is OK, else the fallback while that is OK, else nobody.
const takes = (seat, failed) => seat && seat.status === 'OK' && !failed(seat);

function target({seats}, failed) {
  return [seats.default, seats.fallback].find(seat => takes(seat, failed)) ?? null;
}

/** Organizations with their two seats, from a list of backends that hold one. */
export function organizations(backends) {
  const byName = new Map();
  for (const backend of backends) {
    const organization = byName.get(backend.organization) ?? {name: backend.organization, seats: {}};
    organization.seats[backend.default ? 'default' : 'fallback'] = backend;
    byName.set(backend.organization, organization);
  }
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * What happens to an organization's uploads when what `failed` tells of fails:
 * `effect` is stopped (already), stops, moves or stays; from and to are backends or null.
 */
export function effect(organization, failed) {
  const from = target(organization, () => false);
  const to = target(organization, failed);
  const kind = !from ? 'stopped' : !to ? 'stops' : from === to ? 'stays' : 'moves';
  return {organization, effect: kind, from, to};
}

/** The same for each, when its own present target fails: what would stop has no healthy fallback. */
export function eachOnItsOwn(all) {
  return all.map(organization => {
    const from = target(organization, () => false);
    return effect(organization, backend => backend === from && !backend.inline);
  });
}

/** The backends that can be told to fail, by `organization/name`: those that hold a seat. */
export const seated = all => new Map(all.flatMap(({name, seats}) => Object.values(seats)
  .filter(seat => !seat.inline)
  .map(seat => [`${name}/${seat.name}`, seat])));

/** Provider hosts that uploads depend on, the one that would stop most first. */
export function hosts(all) {
  const names = new Set(all.flatMap(({seats}) => Object.values(seats).map(seat => seat.host)).filter(Boolean));
  return [...names]
    .map(host => {
      const effects = all.map(each => effect(each, backend => backend.host === host));
      const count = kind => effects.filter(each => each.effect === kind).length;
      return {host, stops: count('stops'), moves: count('moves')};
    })
    .sort((a, b) => b.stops - a.stops || b.moves - a.moves || a.host.localeCompare(b.host));
}
