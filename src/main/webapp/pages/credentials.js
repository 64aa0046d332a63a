import {html, nothing} from './page.js';
import {field, select} from './parts.js';
import {PROVIDERS} from './providers.js';

/** The fields of a provider's credentials; nothing that is typed here is ever shown again. */
export function credentialFields(provider, way, chooseWay, {optional = false} = {}) {
  const {ways} = PROVIDERS[provider];
  const names = Object.entries(ways);
  return html`
    ${names.length > 1 ? select('way', 'Credentials', way, names.map(([key, [title]]) => [key, title]), chooseWay) : nothing}
    ${ways[way][1].map(([name, label, secret, placeholder]) => field(name, label, html`
      <input id=${name} name=${name} type=${secret ? 'password' : 'text'} autocomplete="off" spellcheck="false"
        placeholder=${placeholder ?? ''} ?required=${!optional && !placeholder}>`))}`;
}
