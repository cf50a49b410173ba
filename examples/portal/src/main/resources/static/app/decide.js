// Requests that wait for one's decision.

import { API, Problem, get, post } from './api.js';
import { eligibilityName, personName } from './context.js';
import { announce, dialog, field, fill, h, keyed, onChange } from './dom.js';
import { duration, entitlement, time } from './format.js';
import { badge, facts, form, risk, stages } from './parts.js';

export function create() {
  const list = h('div', { class: 'stack' });
  const empty = h('p', { class: 'empty' }, 'Nothing waits for your decision.');
  const el = h('section', {}, h('h1', {}, 'Decide'), h('p', { class: 'lead' }, 'Requests that wait for you. Nobody decides about their own access.'), list, empty);
  const show = keyed(list, card);
  return {
    el,
    refresh: async () => {
      const waiting = (await get(`${API}/requests?view=awaiting&limit=100`)).items;
      empty.hidden = waiting.length > 0;
      show(waiting, (request) => request.id);
    },
  };
}

function card() {
  const el = h('article', { class: 'card' });
  return { el, update: onChange((request) => fill(el, content(request))) };
}

function content(request) {
  const what = `${eligibilityName(request.eligibility)} for ${personName(request.beneficiary)}`;
  return [
    h('header', { class: 'card-head' }, h('h2', {}, what), badge(request.state, 'waiting')),
    facts([
      ['Asked by', request.requester !== request.beneficiary && personName(request.requester)],
      [request.extending ? 'Longer by' : 'For', duration(request.duration)],
      ['Reason', request.reason || 'none given'],
      ['Ticket', request.ticket],
      ['Gives', h('ul', { class: 'plain' }, request.entitlements.map((one) => h('li', {}, entitlement(one))))],
      ['Asked at', time(request.createdAt)],
      ['Lapses at', time(request.lapsesAt)],
    ]),
    risk(request.risk),
    stages(request),
    h('div', { class: 'actions' },
      h('button', { type: 'button', class: 'primary', 'data-key': `approve-${request.id}`, onclick: () => decide(request, 'APPROVE', what) }, 'Approve', h('span', { class: 'visually-hidden' }, `: ${what}`)),
      h('button', { type: 'button', class: 'danger', 'data-key': `deny-${request.id}`, onclick: () => decide(request, 'DENY', what) }, 'Deny', h('span', { class: 'visually-hidden' }, `: ${what}`))),
  ];
}

function decide(request, verdict, what) {
  const approving = verdict === 'APPROVE';
  const comment = h('textarea', { name: 'comment', rows: 2, maxlength: 1000 });
  const fields = { comment: field(approving ? 'Comment (not needed)' : 'Why not', comment, approving ? null : 'The requester sees it.') };
  const deciding = form({
    fields,
    submit: approving ? 'Approve' : 'Deny',
    tone: approving ? 'primary' : 'danger',
    children: risk(request.risk),
    send: async (fail) => {
      try {
        const after = await post(`${API}/requests/${request.id}/decisions`, { verdict, comment: comment.value.trim() || undefined, version: request.version });
        shown.close();
        announce(`${what}: ${after.state === 'PENDING' ? 'your decision is recorded, others have to decide, too' : after.state.toLowerCase()}`);
      } catch (problem) {
        if (!(problem instanceof Problem)) {
          throw problem;
        }
        fail(problem.status === 409 ? 'The request changed meanwhile. Close this, look again, then decide.' : problem.text);
      }
    },
  });
  const shown = dialog(`${approving ? 'Approve' : 'Deny'}: ${what}`, deciding.el);
  comment.focus();
}
