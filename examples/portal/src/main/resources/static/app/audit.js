// The record, newest first.

import { API, get, query } from './api.js';
import { context, isAdministrator, isAuditor, personName } from './context.js';
import { fill, h, newId, onChange } from './dom.js';
import { sentence, time, words } from './format.js';

const ACTIONS = ['REQUEST_CREATED', 'DECISION_MADE', 'REQUEST_APPROVED', 'REQUEST_DENIED', 'GRANT_ACTIVE', 'CREDENTIAL_COLLECTED', 'GRANT_EXTENDED', 'GRANT_ENDED', 'SESSIONS_ENDED', 'KILL_SWITCH_USED', 'GRANTING_SUSPENDED', 'GRANTING_RESUMED', 'CATALOGUE_ACCEPTED'];
const PAGE = 50;

export function create() {
  const everything = isAdministrator() || isAuditor();
  const action = h('select', { id: newId('action') }, h('option', { value: '' }, 'everything'), ACTIONS.map((one) => h('option', { value: one }, words(one))));
  const subject = h('select', { id: newId('subject') }, h('option', { value: '' }, 'anybody'), context.people.map((person) => h('option', { value: person.id }, person.name)));
  const table = h('div', {});
  const pages = h('div', { class: 'actions' });
  const el = h('section', {}, h('h1', {}, 'Audit trail'),
    h('p', { class: 'lead' }, everything ? 'Everything that happened, newest first. Nothing here is ever changed or deleted.' : 'What is about your own access, newest first. Auditors and administrators see everything.'),
    h('div', { class: 'row filters' }, h('div', { class: 'field' }, h('label', { for: action.id }, 'What'), action), everything ? h('div', { class: 'field' }, h('label', { for: subject.id }, 'Whose access'), subject) : null),
    table, pages);
  let cursors = [undefined];
  const render = onChange(({ items, next }) => {
    fill(table, items.length === 0 ? h('p', { class: 'empty' }, 'Nothing.') : rows(items));
    fill(pages,
      cursors.length > 1 ? h('button', { type: 'button', 'data-key': 'newer', onclick: () => { cursors.pop(); refresh(true); } }, 'Newer') : null,
      next ? h('button', { type: 'button', 'data-key': 'older', onclick: () => { cursors.push(next); refresh(true); } }, 'Older') : null,
      h('span', { class: 'muted' }, `Page ${cursors.length}`));
  });
  let shown = false;

  async function refresh(asked) {
    if (!asked && shown && cursors.length > 1) {
      return;
    }
    const page = await get(`${API}/audit${query({ limit: PAGE, action: action.value, subject: everything ? subject.value : context.actingAs, cursor: cursors.at(-1) })}`);
    shown = true;
    render(page);
  }
  for (const filter of [action, subject]) {
    filter.addEventListener('change', () => {
      cursors = [undefined];
      refresh(true);
    });
  }
  return { el, refresh: () => refresh(false) };
}

function rows(items) {
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Audit trail' }, h('table', { class: 'audit' },
    h('thead', {}, h('tr', {}, ['When', 'What', 'Who', 'Whose access', 'Details'].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, items.map((event) => h('tr', {},
      h('td', { class: 'when' }, h('time', { datetime: event.at }, time(event.at))),
      h('td', {}, sentence(words(event.action))),
      h('td', {}, event.actor ? personName(event.actor) : h('span', { class: 'muted' }, 'the library')),
      h('td', {}, event.subject ? personName(event.subject) : ''),
      h('td', { class: 'details' }, Object.entries(event.details || {}).map(([name, value]) => h('span', { class: 'detail' }, h('b', {}, name), ' ', value)),
        ['request', 'grant', 'assignment'].filter((kind) => event[kind]).map((kind) => h('span', { class: 'detail id', title: event[kind] }, h('b', {}, kind), ' ', event[kind].slice(0, 8)))))))));
}
