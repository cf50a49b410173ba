// Starts the page: who one acts as, which page is shown, and what is new each second.

import { API, Problem, get, post } from './api.js';
import { context, isAdministrator, isAuditor, load, personName } from './context.js';
import { announce, fill, h } from './dom.js';
import * as access from './access.js';
import * as admin from './admin.js';
import * as ask from './ask.js';
import * as audit from './audit.js';
import * as decide from './decide.js';

const EVERY = 1000;
const PAGES = {
  ask: { name: 'Ask', page: ask },
  access: { name: 'My access', page: access },
  decide: { name: 'Decide', page: decide },
  audit: { name: 'Audit trail', page: audit },
  admin: { name: 'Administration', page: admin, allowed: () => isAdministrator() || isAuditor() },
};

const main = document.getElementById('main');
const nav = document.getElementById('nav');
const people = document.getElementById('people');
const trouble = document.getElementById('trouble');
let shown = null;
let generation = 0;

function showPeople() {
  fill(people, context.people.map((person) => h('button', {
    type: 'button', class: 'person', 'data-key': `person-${person.id}`, 'aria-pressed': String(person.id === context.actingAs), onclick: () => actAs(person.id),
  }, h('span', { class: 'person-name' }, person.name), h('span', { class: 'person-title' }, person.title))));
}

async function actAs(id) {
  await say(async () => {
    await post('/portal/act-as', { identity: id });
    await load();
    showPeople();
    announce(`You act as ${personName(id)}`);
    showPage();
  });
}

const pageName = () => {
  const wanted = location.hash.replace(/^#\//, '');
  const known = PAGES[wanted];
  return known && (!known.allowed || known.allowed()) ? wanted : 'ask';
};

function showNav(waiting) {
  const current = pageName();
  fill(nav, Object.entries(PAGES).filter(([, one]) => !one.allowed || one.allowed()).map(([key, one]) => h('a', { href: `#/${key}`, 'data-key': `nav-${key}`, 'aria-current': key === current ? 'page' : null }, one.name,
    key === 'decide' && waiting > 0 ? h('span', { class: 'count' }, waiting, h('span', { class: 'visually-hidden' }, ' waiting')) : null)));
}

function showPage() {
  generation++;
  document.querySelectorAll('dialog').forEach((one) => one.close());
  if (!context.actingAs) {
    shown = null;
    nav.replaceChildren();
    fill(main, h('section', { class: 'welcome' }, h('h1', {}, 'Access when it is needed, gone when it is not'),
      h('p', { class: 'lead' }, 'Choose above whom to act as. A good start: Ana asks for “Database debugging”, Carla or Dmitri approves, Ana gets a login and uses it, and it ends by itself.')));
    return;
  }
  const key = pageName();
  shown = PAGES[key].page.create();
  document.title = `${PAGES[key].name} – ${personName(context.actingAs)} – JIT Access`;
  fill(main, shown.el);
  waitingBefore = -1;
  refresh();
}

async function say(work) {
  try {
    await work();
    trouble.hidden = true;
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) {
      await load();
      showPeople();
      showPage();
      return;
    }
    console.error(problem);
    trouble.textContent = problem instanceof Problem ? problem.text : 'The portal does not answer. Is it still running?';
    trouble.hidden = false;
  }
}

let waitingBefore = -1;

async function refresh() {
  const mine = generation;
  await say(async () => {
    const page = shown;
    const [awaiting] = await Promise.all([get(`${API}/requests?view=awaiting&limit=100`), page.refresh()]);
    if (mine === generation && awaiting.items.length !== waitingBefore) {
      waitingBefore = awaiting.items.length;
      showNav(waitingBefore);
    }
  });
}

async function loop() {
  if (shown && document.visibilityState === 'visible') {
    await refresh();
  }
  setTimeout(loop, EVERY);
}

window.addEventListener('hashchange', () => {
  showPage();
  main.focus();
});
document.addEventListener('visibilitychange', () => {
  if (shown && document.visibilityState === 'visible') {
    refresh();
  }
});

await say(async () => {
  await load();
  showPeople();
  showPage();
});
loop();
