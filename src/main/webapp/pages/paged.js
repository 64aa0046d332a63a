import {query} from './api.js';
import {html, nothing} from './page.js';

/**
 * A list that the server pages and filters. The newest request wins: answers to former ones are dropped.
 * `where` gives the path and the conditions at the time of a request.
 */
export function paged(api, where, redraw) {
  let turn = 0;
  let timer;
  const list = {items: [], next: undefined, error: undefined, loading: true};

  async function load(pageToken) {
    const mine = ++turn;
    const {path, conditions} = where();
    try {
      const page = await api.get(query(path, {...conditions, pageToken}));
      if (mine === turn) {
        Object.assign(list, {
          items: pageToken ? [...list.items, ...page.items] : page.items,
          next: page.nextPageToken, error: undefined, loading: false,
        });
      }
    } catch (error) {
      if (mine === turn) {
        Object.assign(list, {error, loading: false});
      }
    }
    redraw();
  }

  return Object.assign(list, {
    load: () => load(),
    /** When the user has stopped typing. */
    soon() {
      clearTimeout(timer);
      timer = setTimeout(load, 250);
    },
    more: () => list.next
      ? html`<button class="more" @click=${() => load(list.next)}>Show more</button>` : nothing,
  });
}
