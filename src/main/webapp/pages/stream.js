import {address} from './api.js';
import {eventParser} from './sse.js';

const SILENCE = 40_000; // The server comments every 15 s.
const WAITS = [500, 1000, 2000, 5000, 10_000];

/**
 * The live events, resumed by the last one's id. EventSource cannot send a token, so fetch reads them.
 * `state` is connecting, live or lost; `listen` adds a listener of (name, data) and returns what removes it.
 */
export function openStream(token, onState) {
  const listeners = new Set();
  let lastId;
  let state = 'connecting';
  let attempts = 0;
  let closed = false;
  let ending = new AbortController();
  let quiet;

  function become(next) {
    if (state !== next && !closed) {
      state = next;
      onState(next);
    }
  }

  function hear() {
    clearTimeout(quiet);
    quiet = setTimeout(() => ending.abort(), SILENCE);
  }

  const parse = () => eventParser(event => {
    lastId = event.id ?? lastId;
    const data = JSON.parse(event.data);
    listeners.forEach(listener => listener(event.name, data));
  });

  async function read() {
    ending = new AbortController();
    hear();
    const headers = {Authorization: `Bearer ${token}`, Accept: 'text/event-stream'};
    if (lastId) {
      headers['Last-Event-ID'] = lastId;
    }
    const answer = await fetch(address('events'), {headers, signal: ending.signal, cache: 'no-store'});
    if (!answer.ok) {
      throw new Error(`status ${answer.status}`);
    }
    attempts = 0;
    become('live');
    const push = parse();
    const text = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await text.read(); !piece.done; piece = await text.read()) {
      hear();
      push(piece.value);
    }
  }

  async function run() {
    while (!closed) {
      // An end in order is no loss: streams end after 15 minutes.
      await read().catch(() => become('lost'));
      if (!closed) {
        await new Promise(later => setTimeout(later, WAITS[Math.min(attempts++, WAITS.length - 1)]));
      }
    }
  }
  run();

  return {
    get state() { return state; },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      clearTimeout(quiet);
      ending.abort();
    },
  };
}
