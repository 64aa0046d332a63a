import {html} from './page.js';

const STREAM = {
  connecting: ['busy', 'Connecting…', 'Events are about to come.'],
  live: ['good', 'Live', 'What happens is shown as it happens.'],
  lost: ['bad', 'Not live', 'The stream of events is lost; what you see may be old. It is being resumed.'],
};

const stream = state => {
  const [tone, word, meaning] = STREAM[state];
  return html`<span class="stream ${tone}" role="status" title=${meaning}><i></i>${word}</span>`;
};

/** What stands around every page: where one can go, whether it is live, and who is signed in. */
export const shell = ({pages, current, who, state, signOut}, content) => html`
  <a class="skip" href="#content" @click=${event => {
    event.preventDefault();
    document.getElementById('content').focus();
  }}>Skip to the content</a>
  <header class="bar">
    <a class="brand" href="#/schedule"><img src="pages/castle.svg" alt="" width="26" height="26">Castellan</a>
    <nav aria-label="Pages">
      ${pages.map(page => html`<a href="#/${page.path}" aria-current=${page === current ? 'page' : 'false'}>${page.title}</a>`)}
    </nav>
    <div class="who">
      ${stream(state)}
      <span title=${who.name}>${who.organization ? `${who.organization} · ${who.role}` : 'Administrator'}</span>
      <button class="quiet" @click=${signOut}>Sign out</button>
    </div>
  </header>
  <main id="content" tabindex="-1">${content}</main>`;
