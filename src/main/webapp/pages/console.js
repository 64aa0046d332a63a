import {openApi} from './api.js';
import {artifacts} from './artifacts.js';
import {audit} from './audit.js';
import {backends} from './backends.js';
import {cluster} from './cluster.js';
import {html, render} from './page.js';
import {problem} from './parts.js';
import {schedule} from './schedule.js';
import {session} from './session.js';
import {shell} from './shell.js';
import {signin} from './signin.js';
import {openStream} from './stream.js';
import {whatif} from './whatif.js';

const PAGES = [
  {path: 'schedule', title: 'Schedule', open: schedule, roles: ['admin', 'owner', 'writer', 'reader']},
  {path: 'backends', title: 'Backends', open: backends, roles: ['admin', 'owner', 'writer', 'reader']},
  {path: 'what-if', title: 'What if', open: whatif, roles: ['admin', 'owner', 'writer', 'reader']},
  {path: 'cluster', title: 'Cluster', open: cluster, roles: ['admin']},
  {path: 'artifacts', title: 'Artifacts', open: artifacts, roles: ['admin', 'owner', 'writer', 'reader']},
  {path: 'audit', title: 'Audit', open: audit, roles: ['admin', 'owner']},
];

const root = document.getElementById('console');
let signedIn;
let page;
let drawing = false;

/** Draws once, however often it is asked before the next frame. */
function redraw() {
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      draw();
    });
  }
}

function draw() {
  if (signedIn) {
    const {who, stream} = signedIn;
    const frame = {pages: allowed(who), current: page.kind, who, state: stream.state, signOut: () => signOut()};
    render(shell(frame, page.view()), root);
  }
}

const allowed = who => PAGES.filter(each => each.roles.includes(who.role));

function askForToken(error, busy = false) {
  document.title = 'Sign in · Castellan';
  render(signin(signIn, error, busy), root);
}

async function signIn(token) {
  askForToken(undefined, true);
  const api = openApi(token, signOut);
  try {
    const who = await api.get('identity');
    session.begin(token);
    signedIn = {api, who, stream: openStream(token, redraw)};
    open();
  } catch (error) {
    askForToken(error);
  }
}

function signOut(problemDetail) {
  page?.close?.();
  signedIn?.stream.close();
  [signedIn, page] = [undefined, undefined];
  session.end();
  askForToken(problemDetail);
}

/** Opens the page that the address names. */
function open() {
  if (!signedIn) {
    return;
  }
  const [path, parameters] = location.hash.replace(/^#\/?/, '').split('?');
  const pages = allowed(signedIn.who);
  const kind = pages.find(each => each.path === path) ?? pages[0];
  page?.close?.();
  page = {view: () => html``};
  try {
    page = kind.open({...signedIn, redraw, parameters: new URLSearchParams(parameters)});
  } catch (error) {
    page = {view: () => problem(error)};
  }
  page.kind = kind;
  document.title = `${kind.title} · Castellan`;
  redraw();
}

addEventListener('hashchange', open);
setInterval(redraw, 1000);
session.token ? signIn(session.token) : askForToken();
