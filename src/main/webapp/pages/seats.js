/** What taking a seat changes, said before it is taken. `seated` are the organization's default and fallback. */
export function seatChanges(organization, name, seated) {
  const present = seated.find(each => each.default);
  const spare = seated.find(each => each.fallback);
  return {
    default: present && present.name !== name
      ? `Uploads of ${organization} move from ${present.name} to ${name}. What ${present.name} holds stays readable.`
      : `Uploads of ${organization} go to ${name}.`,
    fallback: `Uploads of ${organization} go to ${name} while its default is invalid${
      spare && spare.name !== name ? `; ${spare.name} is no fallback any more` : ''}.`,
  };
}

/** What deleting a backend changes. */
export function deletion(organization, backend, seated) {
  const next = seated.find(each => each.fallback && each.name !== backend.name)?.name ?? 'the built-in backend';
  const uploads = backend.default ? ` Uploads of ${organization} move to ${next}.`
    : backend.fallback ? ` ${organization} has no fallback then.` : '';
  return `${backend.name} is taken out of use; what it holds stays readable.${uploads} This cannot be undone.`;
}
