import {html, nothing} from './page.js';
import {problem} from './parts.js';

/** The form that asks for a token. */
export const signin = (submit, error, busy) => html`
  <main class="signin">
    <img src="pages/castle.svg" alt="" width="48" height="48">
    <h1>Castellan</h1>
    <p>It keeps the storage behind your content-addressable store trustworthy.</p>
    <form @submit=${event => {
      event.preventDefault();
      submit(new FormData(event.target).get('token').trim());
    }}>
      <label for="token">Token</label>
      <input id="token" name="token" type="password" required autocomplete="off" spellcheck="false" autofocus>
      <small>The administrator's, or one of an organization. It stays in this tab and is gone when you close it.</small>
      ${error ? problem(error) : nothing}
      <button class="primary" ?disabled=${busy}>${busy ? 'Signing in…' : 'Sign in'}</button>
    </form>
    <p class="links"><a href="api/v1/openapi.json">The API</a> · <a href="api/health/ready">Is this replica ready?</a></p>
  </main>`;
