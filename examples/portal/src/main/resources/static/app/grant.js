// One grant: its time, its items and logins, the query box, and what its holder may do with it.

import { API, Problem, post } from './api.js';
import { offer, eligibilityName, personName } from './context.js';
import { announce, dialog, field, fill, h, onChange, showErrors } from './dom.js';
import { countdown, duration, entitlement, isoDuration, now, seconds, time, words } from './format.js';
import { badge, button, facts, form } from './parts.js';
import { collect, forget, loginOf, loginPanel } from './logins.js';
import { queryBox } from './querybox.js';
import { explanation } from './ask.js';

export function grantCard(dismiss) {
  const head = h('header', { class: 'card-head' });
  const clock = h('p', { class: 'clock', role: 'timer' });
  const bar = h('progress', { max: 1, 'aria-label': 'Time left' });
  const body = h('div', {});
  const logins = h('div', {});
  const boxPlace = h('div', {});
  const actions = h('div', { class: 'actions' });
  const el = h('article', { class: 'card grant' }, head, h('div', { class: 'time' }, clock, bar), body, logins, boxPlace, actions);
  let current = null;
  let box = null;
  let before = null;

  const tick = () => {
    if (!current) {
      return;
    }
    const { grant } = current;
    const start = Date.parse(grant.startsAt);
    const end = Date.parse(grant.endsAt);
    const left = end - now();
    const running = grant.state === 'ACTIVE' || grant.state === 'ACTIVATING';
    bar.hidden = !running;
    bar.value = Math.max(0, Math.min(1, left / (end - start)));
    el.classList.toggle('soon', running && left < 60000);
    const text = grant.state === 'SCHEDULED' ? `starts in ${countdown(start - now())}`
      : running ? `${countdown(left)} left` : grant.state === 'ENDING' ? 'ending…' : `ended at ${time(grant.endedAt)}`;
    if (clock.textContent !== text) {
      clock.textContent = text;
    }
  };
  const timer = setInterval(tick, 250);

  const redraw = onChange(({ grant, reason, longer, boxOpen }) => {
    fill(head, h('h3', {}, eligibilityName(grant.eligibility)), badge(grant.state, grant.state === 'ENDED' ? `ended: ${words(grant.endReason)}` : undefined));
    fill(body, facts([
      ['Until', grant.state !== 'ENDED' && time(grant.endsAt)],
      ['Reason', reason],
      ['Ended by', grant.endedBy && personName(grant.endedBy)],
      ['Comment', grant.endComment],
      ['Longer', longer && `asked for ${duration(longer.duration)} more, waiting`],
    ]), h('ul', { class: 'items' }, grant.items.map((item) => itemRow(grant, item, () => draw()))));
    fill(logins, grant.items.map((item) => loginOf(grant.id, item.index)).filter(Boolean).filter(() => grant.state === 'ACTIVE').map(loginPanel));
    fill(actions, grant.state === 'ENDED' ? button('Dismiss', { 'data-key': `dismiss-${grant.id}` }, () => { box?.close(); dismiss(grant.id); }) : [
      grant.state === 'ACTIVE' ? h('button', { type: 'button', 'data-key': `extend-${grant.id}`, onclick: () => extend(grant) }, 'Extend') : null,
      grant.state !== 'ENDING' ? h('button', { type: 'button', 'data-key': `release-${grant.id}`, onclick: () => release(grant) }, 'Give back') : null,
    ]);
    boxPlace.hidden = !boxOpen;
  });

  function draw() {
    const { grant, session } = current;
    const held = grant.items.map((item) => loginOf(grant.id, item.index));
    const active = grant.state === 'ACTIVE';
    const issued = grant.items.some((item) => item.collectable || item.collected > 0);
    const usable = active && (!issued || held.some(Boolean));
    if (!box && (usable || session)) {
      box = queryBox(grant.id, () => {
        const login = current.grant.items.map((item) => loginOf(current.grant.id, item.index)).find(Boolean);
        return login && { username: login.fields.username, password: login.fields.password };
      });
      boxPlace.append(box.el);
    }
    box?.update(session, issued, active);
    redraw({ grant, reason: current.reason, longer: current.longer, boxOpen: Boolean(box), held: held.map(Boolean) });
    tick();
  }

  return {
    el,
    update(data) {
      current = data;
      const { grant } = data;
      if (before && before !== grant.state) {
        announce(`${eligibilityName(grant.eligibility)}: ${words(grant.state)}${grant.endReason ? `, ${words(grant.endReason)}` : ''}`);
      }
      before = grant.state;
      if (grant.state === 'ENDED') {
        forget(grant.id);
      }
      draw();
    },
    dispose: () => clearInterval(timer),
  };
}

function itemRow(grant, item, redraw) {
  const has = loginOf(grant.id, item.index);
  return h('li', {},
    h('span', {}, entitlement(item.entitlement)), ' ', badge(item.state), ' ',
    item.standing ? h('span', { class: 'muted' }, 'was there before and stays ') : null,
    item.endReason ? h('span', { class: 'muted' }, `${words(item.endReason)} `) : null,
    item.principal ? h('span', { class: 'muted' }, `as ${item.principal} `) : null,
    item.detail ? h('span', { class: 'muted' }, item.detail) : null,
    item.connect && /^https?:/.test(item.connect) ? h('a', { href: item.connect, rel: 'noreferrer noopener', target: '_blank' }, 'Connect') : null,
    item.connectNote ? h('span', { class: 'muted' }, `${item.connectNote} `) : null,
    item.collectable ? button(has ? 'Get a new login' : 'Get login', { class: has ? 'quiet' : 'primary', 'data-key': `login-${grant.id}-${item.index}` }, async () => {
      try {
        await collect(grant.id, item.index);
        announce('Your login is there');
        redraw();
      } catch (problem) {
        dialog('No login', h('p', {}, problem instanceof Problem ? problem.text : 'The portal did not answer.'));
      }
    }) : null);
}

function release(grant) {
  const giving = form({
    fields: {},
    submit: 'Give back',
    children: h('p', {}, 'It ends now, and open sessions are cut.'),
    send: async (fail) => {
      try {
        await post(`${API}/grants/${grant.id}/release`);
        shown.close();
      } catch (problem) {
        fail(problem instanceof Problem ? problem.text : 'The portal did not answer.');
      }
    },
  });
  const shown = dialog(`Give back: ${eligibilityName(grant.eligibility)}`, giving.el);
  giving.el.querySelector('[type=submit]').focus();
}

function extend(grant) {
  const known = offer(grant.eligibility);
  const most = (Date.parse(grant.latestEnd) - Date.parse(grant.endsAt)) / 1000;
  const limits = known?.duration || { shortest: 'PT1M', longest: 'PT15M' };
  const usual = Math.max(60, Math.min(900, most, Math.max(seconds(limits.shortest), Math.min(900, seconds(limits.longest)))));
  const minutes = h('input', { type: 'number', min: 0, step: 'any', inputmode: 'decimal', value: usual / 60 });
  const reason = h('textarea', { rows: 2, maxlength: 2000 });
  const fields = {
    duration: field('By how many minutes', minutes, `It can end at ${time(grant.latestEnd)} at the latest.`),
    reason: field(known && !known.reason.required ? 'Reason (not needed)' : 'Reason', reason, known?.reason.hint || null),
  };
  const asked = () => ({ duration: isoDuration(Math.round(Number(minutes.value) * 60)), reason: reason.value.trim() });
  const preview = h('section', { class: 'preview', 'aria-label': 'What asking leads to', 'aria-live': 'polite' });
  const key = crypto.randomUUID();
  const extending = form({
    fields,
    submit: 'Ask for more time',
    children: preview,
    send: async (fail) => {
      try {
        const request = await post(`${API}/grants/${grant.id}/extensions`, asked(), { 'Idempotency-Key': key });
        shown.close();
        announce(request.state === 'APPROVED' ? 'Extended' : `Your request for more time: ${words(request.state)}`);
      } catch (problem) {
        if (!(problem instanceof Problem)) {
          throw problem;
        }
        fail(showErrors(fields, problem.errors).map((e) => e.message).join('; ') || (problem.errors.length === 0 ? problem.message : ''));
      }
    },
  });
  const shown = dialog(`Extend: ${eligibilityName(grant.eligibility)}`, extending.el);
  let touched = false;
  let turn = 0;
  const look = async () => {
    const mine = ++turn;
    try {
      const explained = await post(`${API}/grants/${grant.id}/extensions/explain`, asked());
      if (mine === turn) {
        fill(preview, explanation(explained, touched ? fields : null));
      }
    } catch (problem) {
      if (mine === turn && problem instanceof Problem) {
        fill(preview, h('p', { class: 'note bad' }, problem.text));
      }
    }
  };
  let timer;
  extending.el.addEventListener('input', () => {
    touched = true;
    clearTimeout(timer);
    timer = setTimeout(look, 300);
  });
  look();
  reason.focus();
}
