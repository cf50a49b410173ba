// Issued logins, in this page's memory only: gone when the page is left or loaded anew.

import { API, post } from './api.js';
import { context } from './context.js';
import { fill, h } from './dom.js';
import { time } from './format.js';

const kept = new Map();
const keyOf = (grant, item) => `${context.actingAs}/${grant}/${item}`;

export const loginOf = (grant, item) => kept.get(keyOf(grant, item));

export async function collect(grant, item) {
  const key = keyOf(grant, item);
  const credential = await post(`${API}/grants/${grant}/items/${item}/credentials`);
  kept.set(key, credential);
  return credential;
}

export function forget(grant) {
  for (const key of kept.keys()) {
    if (key.startsWith(`${context.actingAs}/${grant}/`)) {
      kept.delete(key);
    }
  }
}

/** Shows a login to its holder; the password only when asked for. */
export function loginPanel(credential) {
  const { username, password } = credential.fields;
  const { host, port, database } = context.target;
  const shown = h('code', {}, '••••••••••••');
  const said = h('span', { class: 'muted', role: 'status' });
  let visible = false;
  const show = h('button', { type: 'button', class: 'quiet', 'aria-pressed': 'false' }, 'Show');
  show.addEventListener('click', () => {
    visible = !visible;
    show.setAttribute('aria-pressed', String(visible));
    fill(shown, visible ? password : '••••••••••••');
    fill(show, visible ? 'Hide' : 'Show');
  });
  const copy = (text, what) => h('button', { type: 'button', class: 'quiet', onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      fill(said, `${what} copied`);
    } catch {
      fill(said, 'This browser does not let the page copy');
    }
  } }, `Copy ${what}`);
  const command = `psql "host=${host} port=${port} dbname=${database} user=${username}"`;
  return h('div', { class: 'login' },
    h('dl', { class: 'facts' },
      h('div', {}, h('dt', {}, 'Login'), h('dd', {}, h('code', {}, username))),
      h('div', {}, h('dt', {}, 'Password'), h('dd', {}, shown, ' ', show, copy(password, 'password'))),
      h('div', {}, h('dt', {}, 'Works until'), h('dd', {}, time(credential.usableUntil))),
      h('div', {}, h('dt', {}, 'Any client'), h('dd', {}, h('code', { class: 'command' }, command), ' ', copy(command, 'command')))),
    said,
    h('p', { class: 'hint' }, 'Only this page has the password, until it is left or loaded anew. Getting a login again gives a new password and ends this one.'));
}
