// What one holds, what waits, and what was.

import { API, Problem, get, post } from './api.js';
import { context, eligibilityName, personName } from './context.js';
import { announce, dialog, fill, h, keyed, onChange } from './dom.js';
import { duration, time, words } from './format.js';
import { badge, button, facts, risk, stages } from './parts.js';
import { grantCard } from './grant.js';

// what this page saw alive stays in sight when it ends, until it is dismissed
const seenLive = new Set();
const dismissed = new Set();
const keyOf = (grant) => `${context.actingAs}/${grant}`;

const LIVE = ['SCHEDULED', 'ACTIVATING', 'ACTIVE', 'ENDING'];

export function create() {
  const waiting = h('div', { class: 'stack' });
  const held = h('div', { class: 'stack' });
  const nothing = h('p', { class: 'empty' }, 'You hold nothing now. ', h('a', { href: '#/ask' }, 'Ask for access'), '.');
  const earlier = h('div', {});
  const waitingPart = h('section', { hidden: true }, h('h2', {}, 'Waiting'), waiting);
  const el = h('section', {}, h('h1', {}, 'My access'), waitingPart, h('section', {}, h('h2', {}, 'Held now'), held, nothing), earlier);
  const showWaiting = keyed(waiting, requestCard);
  const showHeld = keyed(held, () => grantCard((id) => { dismissed.add(keyOf(id)); refresh(); }));
  const showEarlier = onChange((data) => fill(earlier, history(data)));

  async function refresh() {
    const [requests, grants, sessions] = await Promise.all([get(`${API}/requests?view=mine&limit=100`), get(`${API}/grants?view=mine&limit=100`), get('/portal/sessions')]);
    const pending = requests.items.filter((request) => request.state === 'PENDING');
    const live = grants.items.filter((grant) => LIVE.includes(grant.state) || (seenLive.has(keyOf(grant.id)) && !dismissed.has(keyOf(grant.id))));
    live.forEach((grant) => seenLive.add(keyOf(grant.id)));
    const views = await Promise.all(live.map((grant) => get(`${API}/grants/${grant.id}`)));
    waitingPart.hidden = pending.length === 0;
    showWaiting(pending, (request) => request.id);
    const reasons = new Map(requests.items.map((request) => [request.id, request.reason]));
    const longer = new Map(pending.filter((request) => request.extending).map((request) => [request.extending, request]));
    showHeld(views.map((grant) => ({ grant, reason: reasons.get(grant.request), session: sessions.find((one) => one.grant === grant.id), longer: longer.get(grant.id) })), (one) => one.grant.id);
    nothing.hidden = views.length > 0;
    showEarlier({
      grants: grants.items.filter((grant) => !live.includes(grant)).slice(0, 10),
      requests: requests.items.filter((request) => ['DENIED', 'LAPSED', 'WITHDRAWN'].includes(request.state)).slice(0, 10),
    });
  }
  return { el, refresh };
}

function requestCard() {
  const el = h('article', { class: 'card' });
  return { el, update: onChange((request) => fill(el, waitingRequest(request))) };
}

function waitingRequest(request) {
  return [
    h('header', { class: 'card-head' }, h('h3', {}, request.extending ? `Longer: ${eligibilityName(request.eligibility)}` : eligibilityName(request.eligibility)), badge('PENDING', 'waiting')),
    facts([[request.extending ? 'Longer by' : 'For', duration(request.duration)], ['Reason', request.reason], ['Asked at', time(request.createdAt)], ['Lapses at', time(request.lapsesAt)]]),
    stages(request),
    h('details', {}, h('summary', {}, 'Risk'), risk(request.risk)),
    h('div', { class: 'actions' }, button('Withdraw', { 'data-key': `withdraw-${request.id}` }, async () => {
      try {
        await post(`${API}/requests/${request.id}/withdraw`);
        announce('Withdrawn');
      } catch (problem) {
        dialog('Not withdrawn', h('p', {}, problem instanceof Problem ? problem.text : 'The portal did not answer.'));
      }
    })),
  ];
}

function history({ grants, requests }) {
  const rows = [
    ...grants.map((grant) => ({ at: grant.endedAt || grant.endsAt, name: eligibilityName(grant.eligibility), state: grant.state, how: [words(grant.endReason), grant.endedBy ? `by ${personName(grant.endedBy)}` : '', grant.endComment ? `“${grant.endComment}”` : ''].filter(Boolean).join(' ') })),
    ...requests.map((request) => ({ at: request.decidedAt || request.createdAt, name: eligibilityName(request.eligibility), state: request.state, how: request.message || lastComment(request) })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (rows.length === 0) {
    return null;
  }
  return h('section', {}, h('h2', {}, 'Earlier'), h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Earlier' },
    h('table', {}, h('thead', {}, h('tr', {}, ['When', 'What', 'State', 'How'].map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, h('td', {}, time(row.at)), h('td', {}, row.name), h('td', {}, badge(row.state)), h('td', {}, row.how)))))));
}

function lastComment(request) {
  const last = (request.decisions || []).at(-1);
  return last ? `${personName(last.approver)}${last.comment ? `: “${last.comment}”` : ''}` : '';
}
