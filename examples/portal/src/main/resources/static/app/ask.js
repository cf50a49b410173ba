// What one may ask for, and asking for it.

import { API, Problem, get, post } from './api.js';
import { context, eligibilityName, personName } from './context.js';
import { announce, dialog, field, fill, h, onChange, showErrors } from './dom.js';
import { duration, entitlement, isoDuration, plain, seconds, sentence } from './format.js';
import { badge, facts, form, outcome, risk, rules } from './parts.js';

const QUICK = [60, 300, 900, 1800, 3600, 7200, 14400, 28800];

export function create() {
  const list = h('div', { class: 'cards' });
  const el = h('section', {}, h('h1', {}, 'Ask'), h('p', { class: 'lead' }, 'What you may ask for. Nobody holds any of this all the time: ask when you need it, and it ends by itself.'), list);
  const render = onChange((offers) => {
    fill(list, offers.length === 0 ? h('p', { class: 'empty' }, `${personName(context.actingAs)} has no eligibility: there is nothing to ask for.`) : offers.map(card));
  });
  return { el, refresh: async () => render((await get(`${API}/offers`)).items) };
}

function card(offer) {
  const limits = offer.duration;
  const span = limits.shortest === limits.longest ? duration(limits.longest) : `${duration(limits.shortest)} to ${duration(limits.longest)}`;
  return h('article', { class: 'card offer' },
    h('h2', {}, offer.name),
    offer.description ? h('p', {}, offer.description) : null,
    facts([['For', span], ['In all', limits.longestTotal !== limits.longest && `at most ${duration(limits.longestTotal)}`], ['Gives', h('ul', { class: 'plain' }, offer.entitlements.map((one) => h('li', {}, entitlement(one))))]]),
    offer.blocked ? h('p', { class: 'note bad' }, `Not now: ${offer.blocked}`) : null,
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'primary', 'data-key': `ask-${offer.eligibility}`, onclick: () => open(offer) }, 'Ask', h('span', { class: 'visually-hidden' }, ` for ${offer.name}`))));
}

function open(offer) {
  const shortest = seconds(offer.duration.shortest);
  const longest = seconds(offer.duration.longest);
  const minutes = h('input', { type: 'number', name: 'duration', min: 0, step: 'any', inputmode: 'decimal', value: Math.min(longest, Math.max(shortest, 1800)) / 60 });
  const reason = h('textarea', { name: 'reason', rows: 2, maxlength: 2000, autocomplete: 'off' });
  const ticket = h('input', { name: 'ticket', autocomplete: 'off', maxlength: 100 });
  const fields = {
    duration: field('For how many minutes', minutes, shortest === longest ? `Always ${duration(longest)}.` : `${duration(shortest)} to ${duration(longest)}.`),
    reason: field(offer.reason.required ? 'Reason' : 'Reason (not needed)', reason, offer.reason.hint || null),
    ...(offer.ticketRequired ? { ticket: field('Ticket', ticket) } : {}),
  };
  const quick = QUICK.filter((total) => total >= shortest && total <= longest);
  if (quick.length > 1) {
    fields.duration.el.append(h('div', { class: 'quick', role: 'group', 'aria-label': 'Usual durations' }, quick.map((total) => h('button', { type: 'button', class: 'quiet', onclick: () => { minutes.value = total / 60; look(); } }, duration(total)))));
  }
  const draft = () => {
    const made = { eligibility: offer.eligibility, duration: isoDuration(Math.round(Number(minutes.value) * 60)) };
    if (reason.value.trim()) {
      made.reason = reason.value.trim();
    }
    if (ticket.value.trim()) {
      made.ticket = ticket.value.trim();
    }
    return made;
  };
  const preview = h('section', { class: 'preview', 'aria-label': 'What asking leads to', 'aria-live': 'polite' });
  const key = crypto.randomUUID();
  const asking = form({
    fields,
    submit: 'Ask',
    children: preview,
    send: async (fail) => {
      try {
        const request = await post(`${API}/requests`, draft(), { 'Idempotency-Key': key });
        shown.close();
        announce(`${eligibilityName(request.eligibility)}: ${request.state === 'PENDING' ? 'your request waits' : request.state.toLowerCase()}`);
        location.hash = '#/access';
      } catch (problem) {
        if (!(problem instanceof Problem)) {
          throw problem;
        }
        fail(showErrors(fields, problem.errors).map((e) => e.message).join('; ') || (problem.errors.length === 0 ? problem.message : ''));
      }
    },
  });
  const shown = dialog(offer.name, asking.el);
  let touched = false;
  const use = (suggestion) => {
    touched = true;
    const other = suggestion.draft;
    minutes.value = seconds(other.duration) / 60;
    reason.value = other.reason || reason.value;
    ticket.value = other.ticket || ticket.value;
    look();
    minutes.focus();
  };
  let turn = 0;
  const look = async () => {
    const mine = ++turn;
    try {
      const explained = await post(`${API}/requests/explain`, draft());
      if (mine === turn) {
        fill(preview, explanation(explained, touched ? fields : null, use));
      }
    } catch (problem) {
      if (mine === turn && problem instanceof Problem) {
        fill(preview, h('p', { class: 'note bad' }, problem.text));
      }
    }
  };
  let timer;
  asking.el.addEventListener('input', () => {
    touched = true;
    clearTimeout(timer);
    timer = setTimeout(look, 300);
  });
  look();
  (offer.reason.required ? reason : minutes).focus();
}

const RESULTS = { APPROVED: 'You get it at once', PENDING: 'Your request will wait for a decision', DENIED: 'Policy denies it', REFUSED: 'Not like this' };

/**
 * What asking leads to and why; the same for an extension. Problems are shown next to their fields; without fields,
 * because nothing was typed yet, a request that is not complete is not called wrong.
 */
export function explanation(explained, fields, use) {
  if (!fields && explained.result === 'REFUSED') {
    return h('p', { class: 'hint' }, 'Fill this in, and you see here what asking will lead to.');
  }
  const unplaced = fields ? showErrors(fields, explained.problems) : [];
  const suggestions = use ? explained.suggestions : [];
  const deciding = explained.deciding?.outcome;
  return [
    h('p', { class: 'preview-head' }, badge(explained.result, RESULTS[explained.result] || explained.result)),
    explained.result === 'PENDING' && deciding ? h('p', {}, `Needs ${outcome(deciding)}.`) : null,
    explained.result === 'DENIED' && deciding ? h('p', {}, sentence(outcome(deciding))) : null,
    unplaced.length > 0 ? h('ul', { class: 'plain' }, unplaced.map((problem) => h('li', {}, sentence(plain(problem.message))))) : null,
    risk(explained.risk),
    suggestions.length > 0 ? h('div', { class: 'suggestions' }, h('p', {}, 'This would pass:'), h('ul', { class: 'plain' }, suggestions.map((one) => h('li', {}, h('button', { type: 'button', class: 'quiet', onclick: () => use(one) }, plain(one.text)))))) : null,
    explained.rules.length > 0 ? h('details', {}, h('summary', {}, 'Why: every rule of the policy'), rules(explained.rules)) : null,
  ];
}
