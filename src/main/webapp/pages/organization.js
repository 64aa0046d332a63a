import {html} from './page.js';
import {field} from './parts.js';

const KEY = 'castellan.organization';

/** Which organization a page is about: the token's own, or the one that the administrator names. */
export function organizationChoice({api, who, redraw}, choose) {
  let names = [];
  let chosen = who.organization ?? sessionStorage.getItem(KEY) ?? '';
  if (!who.organization) {
    api.items('organizations?pageSize=100').then(found => {
      names = found.map(each => each.name);
      if (!chosen && names.length) {
        pick(names.at(-1));
      }
      redraw();
    }, () => {});
  }

  function pick(name) {
    chosen = name;
    sessionStorage.setItem(KEY, name);
    choose();
  }

  return {
    get name() { return chosen; },
    view: () => who.organization ? '' : field('of', 'Organization', html`
      <input id="of" list="organizations" .value=${chosen} @change=${event => pick(event.target.value.trim())} spellcheck="false">
      <datalist id="organizations">${names.map(name => html`<option value=${name}></option>`)}</datalist>`),
  };
}
