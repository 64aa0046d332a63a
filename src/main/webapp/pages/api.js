import {learn} from './clock.js';

const BASE = new URL('../api/v1/', import.meta.url);

export const address = path => new URL(path, BASE);

/** What the API answered instead: its problem detail, or that it did not answer at all. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail.detail ?? detail.title ?? 'The server did not say why.');
    this.status = status;
    this.title = detail.title ?? `HTTP status ${status}`;
    this.reason = detail.reason ?? '';
    this.errorClass = detail.errorClass;
    this.remedy = detail.remedy;
    this.violations = detail.violations ?? [];
  }
}

const silent = () =>
  new Problem(0, {title: 'The server does not answer', detail: 'It may be restarting; another replica may answer. Try again.'});

/** The API as one token sees it; `onRejected` is called when the token is no longer valid. */
export function openApi(token, onRejected = () => {}) {
  const headers = {Authorization: `Bearer ${token}`, Accept: 'application/json'};

  async function call(method, path, body, more = {}) {
    const answer = await fetch(address(path), {
      method,
      cache: 'no-store',
      headers: {...headers, ...(body === undefined ? {} : {'Content-Type': 'application/json'}), ...more},
      body: body === undefined ? undefined : JSON.stringify(body),
    }).catch(() => { throw silent(); });
    learn(answer.headers.get('Date'));
    const content = await answer.json().catch(() => ({}));
    if (answer.ok) {
      return {content, etag: answer.headers.get('ETag')};
    }
    const problem = new Problem(answer.status, content);
    if (answer.status === 401) {
      onRejected(problem);
    }
    throw problem;
  }

  return {
    token,
    call,
    get: async path => (await call('GET', path)).content,
    items: async path => (await call('GET', path)).content.items,
  };
}

/** A path with a query of those conditions that are given. */
export function query(path, conditions) {
  const given = Object.entries(conditions).filter(([, value]) => value !== '' && value != null && value !== false);
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

/** Every item of a list, page by page; for lists that are worth reading whole. */
export async function whole(api, path, conditions = {}) {
  const items = [];
  let pageToken;
  do {
    const page = await api.get(query(path, {...conditions, pageSize: 500, pageToken}));
    items.push(...page.items);
    pageToken = page.nextPageToken;
  } while (pageToken);
  return items;
}
