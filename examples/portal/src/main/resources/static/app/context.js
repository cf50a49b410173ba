// Who one acts as, and the names of people and eligibilities.

import { get, API, useCsrf } from './api.js';
import { sentence, useServerTime } from './format.js';

export const context = { actingAs: null, people: [], roles: [], target: null };

const names = new Map();
const offers = new Map();
const catalogue = new Map();

export async function load() {
  const session = await get('/portal/session');
  useCsrf(session.csrf.header, session.csrf.token);
  useServerTime(session.now);
  Object.assign(context, { actingAs: session.actingAs || null, people: session.people, target: session.target, roles: [] });
  offers.clear();
  catalogue.clear();
  session.people.forEach((person) => names.set(person.id, person.name));
  if (context.actingAs) {
    const [me, mine] = await Promise.all([get(`${API}/me`), get(`${API}/offers`)]);
    context.roles = me.roles || [];
    mine.items.forEach((one) => offers.set(one.eligibility, one));
    if (context.roles.length > 0) {
      const revision = await get(`${API}/catalogue`);
      revision.document.eligibilities.forEach((one) => catalogue.set(one.id, one.name));
    }
  }
}

export const personName = (id) => names.get(id) || id;

export const whom = (id) => (id === context.actingAs ? 'you' : personName(id));

export const offer = (eligibility) => offers.get(eligibility);

/** The eligibility's name where one knows it, else its id made readable. */
export const eligibilityName = (id) => offers.get(id)?.name || catalogue.get(id) || sentence(id.replace(/[-_.]+/g, ' '));

export const isAdministrator = () => context.roles.includes('ADMINISTRATOR');

export const isAuditor = () => context.roles.includes('AUDITOR');
