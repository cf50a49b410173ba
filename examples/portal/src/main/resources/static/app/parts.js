// Pieces that several pages show: risk, stages, rules, states.

import { h } from './dom.js';
import { duration, plain, plural, sentence, time, words } from './format.js';
import { personName } from './context.js';

const TONES = {
  PENDING: 'wait', SCHEDULED: 'wait', ACTIVATING: 'wait', WAITING: 'wait', CLAIMING: 'wait', NEW: 'wait', ASSIGNING: 'wait',
  APPROVED: 'good', ACTIVE: 'good', PRESENT: 'good', STANDING: 'good',
  ENDING: 'warn', REVOKING: 'warn',
  DENIED: 'bad', REFUSED: 'bad', FAILED: 'bad',
};

export const badge = (state, text) => h('span', { class: `badge ${TONES[state] || 'over'}` }, text || words(state));

export function facts(rows) {
  return h('dl', { class: 'facts' }, rows.filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false)
    .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}

export function risk(assessment) {
  if (!assessment) {
    return null;
  }
  const level = assessment.level;
  const counting = assessment.factors.filter((factor) => factor.points > 0);
  return h('div', { class: `risk ${level.toLowerCase()}` },
    h('p', { class: 'risk-head' }, h('span', { class: 'risk-level' }, `Risk: ${level.toLowerCase()}`),
      h('meter', { min: 0, max: 100, value: assessment.score, 'aria-label': 'Risk score' }), h('span', { class: 'muted' }, `${assessment.score} of 100`)),
    counting.length > 0 ? h('ul', {}, counting.map((factor) => h('li', {}, h('span', { class: 'points' }, `+${factor.points}`), ` ${sentence(factor.name.replace(/-/g, ' '))}: ${plain(factor.explanation)}`))) : null);
}

export function approvers(who) {
  if (!who) {
    return '';
  }
  const list = [
    ...(who.users || []).map(personName),
    ...(who.groups || []).map((group) => `anyone in ${group}`),
    ...(who.manager ? ['the manager'] : []),
    ...(who.entitlementAttributes || []).map((name) => `the entitlement's ${name}`),
  ];
  return list.join(' or ');
}

/** The stages with their decisions, the open one marked. */
export function stages(request) {
  if (!request.stages || request.stages.length === 0) {
    return null;
  }
  const list = request.stages.map((stage, index) => {
    const made = (request.decisions || []).filter((decision) => decision.stage === index);
    const approvals = made.filter((decision) => decision.verdict === 'APPROVE').length;
    const open = request.state === 'PENDING' && request.stage === index;
    return h('li', { class: open ? 'open' : approvals >= stage.quorum ? 'done' : 'later', 'aria-current': open ? 'step' : null },
      h('strong', {}, sentence(stage.name)), ` – ${approvals} of ${plural(stage.quorum, 'approval', 'approvals')} by ${approvers(open && request.openTo ? request.openTo : stage.approvers)}`,
      made.map((decision) => h('p', { class: 'decision' }, `${personName(decision.approver)} ${decision.verdict === 'APPROVE' ? 'approved' : 'denied'}, ${time(decision.at)}`, decision.comment ? h('q', {}, decision.comment) : null)));
  });
  return h('ol', { class: 'stages' }, list);
}

export function outcome(result) {
  if (!result) {
    return '';
  }
  if (result.kind === 'AUTOMATIC') {
    return `approved at once${result.upTo ? `, for up to ${duration(result.upTo)}` : ''}`;
  }
  if (result.kind === 'DENIED') {
    return `denied: ${result.message}`;
  }
  return result.stages.map((stage) => `${plural(stage.quorum, 'approval', 'approvals')} by ${approvers(stage.approvers)}`).join(', then ');
}

const APPLIES = { YES: 'applies', NO: 'does not apply', FAILED: 'could not be judged', NOT_REACHED: 'not reached' };

/** Why it comes so: every rule with what it asked and found. */
export function rules(verdicts) {
  if (!verdicts || verdicts.length === 0) {
    return null;
  }
  return h('ol', { class: 'rules' }, verdicts.map((verdict) => h('li', { class: verdict.applies.toLowerCase() },
    h('strong', {}, verdict.rule), ` ${APPLIES[verdict.applies] || words(verdict.applies)}`,
    verdict.conditions.length > 0 ? h('ul', {}, verdict.conditions.map((condition) => h('li', { class: `depth-${Math.min(condition.depth, 4)}` },
      h('span', { class: 'holds', 'aria-label': condition.holds === undefined ? 'not judged:' : condition.holds ? 'holds:' : 'does not hold:' }, condition.holds === undefined ? '?' : condition.holds ? '✓' : '✗'), ' ', plain(condition.text)))) : null)));
}

/** A button; while what it does runs it cannot be pressed again. */
export function button(text, attributes, action) {
  const el = h('button', { type: 'button', ...attributes }, text);
  el.addEventListener('click', async () => {
    el.disabled = true;
    try {
      await action(el);
    } finally {
      el.disabled = false;
    }
  });
  return el;
}

/** A form in a dialog: its fields, errors beside them, and what it does when sent. */
export function form({ fields, submit, tone, children, send }) {
  const general = h('p', { class: 'error', role: 'alert', hidden: true });
  const go = h('button', { type: 'submit', class: tone || 'primary' }, submit);
  const el = h('form', { novalidate: true, class: 'form' }, Object.values(fields).map((one) => one.el), children, general, h('div', { class: 'actions' }, go));
  const fail = (text) => {
    general.textContent = text || '';
    general.hidden = !text;
  };
  el.addEventListener('submit', async (event) => {
    event.preventDefault();
    fail('');
    go.disabled = true;
    try {
      await send(fail);
    } finally {
      go.disabled = false;
    }
  });
  return { el, fail };
}
