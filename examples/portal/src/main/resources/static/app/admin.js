// What administrators do: end one grant, or everything of one person, provider or eligibility; lift suspensions.

import { API, Problem, del, get, post, query } from './api.js';
import { context, eligibilityName, isAdministrator, personName } from './context.js';
import { announce, dialog, field, fill, h, keyed, newId, onChange } from './dom.js';
import { countdown, now, plural, time, words } from './format.js';
import { badge, form } from './parts.js';

const LIVE = ['SCHEDULED', 'ACTIVATING', 'ACTIVE', 'ENDING'];
const SCOPES = { IDENTITY: 'one person', ELIGIBILITY: 'one eligibility', PROVIDER: 'one provider' };

export function create() {
  const rows = h('tbody', {});
  const nobody = h('p', { class: 'empty' }, 'Nobody holds anything now.');
  const grants = h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Live grants' },
    h('table', {}, h('thead', {}, h('tr', {}, ['Who', 'What', 'State', 'Left', 'What to do'].map((name) => h('th', { scope: 'col' }, name)))), rows));
  const suspensions = h('div', {});
  const drift = h('div', {});
  const catalogue = h('div', {});
  const el = h('section', {}, h('h1', {}, 'Administration'), h('section', {}, h('h2', {}, 'Live grants'), grants, nobody),
    isAdministrator() ? killSwitch() : null,
    h('section', {}, h('h2', {}, 'Suspended'), suspensions), h('section', {}, h('h2', {}, 'Eligibilities in force'), catalogue), h('section', {}, h('h2', {}, 'Access that no grant explains'), drift));
  const showGrants = keyed(rows, grantRow);
  const showSuspensions = onChange((items) => fill(suspensions, items.length === 0 ? h('p', { class: 'empty' }, 'Nothing: granting goes on everywhere.') : suspensionTable(items, refresh)));
  const showDrift = onChange((items) => fill(drift, driftTable(items)));
  const showCatalogue = onChange((revision) => fill(catalogue, revision ? h('p', {}, `Revision ${revision.number}, accepted at ${time(revision.acceptedAt)}, from ${revision.source}.`) : h('p', { class: 'empty' }, 'None: nobody can ask for anything.')));

  async function refresh() {
    const [live, suspended, found, revisions] = await Promise.all([
      get(`${API}/grants${query({ view: 'all', state: LIVE, limit: 100 })}`), get(`${API}/suspensions`), get(`${API}/drift`), get(`${API}/catalogue/revisions?limit=1`)]);
    grants.hidden = live.items.length === 0;
    nobody.hidden = !grants.hidden;
    showGrants(live.items, (grant) => grant.id);
    showSuspensions(suspended.items);
    showDrift(found.items);
    showCatalogue(revisions.items[0]);
  }
  return { el, refresh };
}

const table = (label, columns, rows) => h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
  h('table', {}, h('thead', {}, h('tr', {}, columns.map((name) => h('th', { scope: 'col' }, name)))), h('tbody', {}, rows.map((cells) => h('tr', {}, cells.map((cell) => h('td', {}, cell)))))));

function grantRow(first) {
  const state = h('td', {});
  const left = h('td', { class: 'when' });
  const what = `${eligibilityName(first.eligibility)} of ${personName(first.beneficiary)}`;
  const end = isAdministrator() ? h('button', { type: 'button', class: 'danger small', 'data-key': `revoke-${first.id}`, onclick: () => revoke(first) }, 'Revoke', h('span', { class: 'visually-hidden' }, ` ${what}`)) : null;
  const showState = onChange((now) => fill(state, badge(now)));
  return {
    el: h('tr', {}, h('td', {}, personName(first.beneficiary)), h('td', {}, eligibilityName(first.eligibility)), state, left, h('td', {}, end)),
    update: (grant) => {
      showState(grant.state);
      left.textContent = grant.state === 'ENDING' ? '' : countdown(Date.parse(grant.endsAt) - now());
    },
  };
}

function suspensionTable(items, refresh) {
  return table('Suspended', ['What', 'Since', 'By', 'Why', 'What to do'], items.map((one) => [
    one.scope.kind === 'EVERYTHING' ? 'everything' : `${words(one.scope.kind)} ${one.scope.kind === 'IDENTITY' ? personName(one.scope.value) : one.scope.value}`,
    time(one.since), one.by ? personName(one.by) : 'the library', one.reason,
    isAdministrator() ? h('button', { type: 'button', class: 'small', 'data-key': `lift-${one.scope.kind}-${one.scope.value}`, onclick: async () => {
      try {
        await del(`${API}/suspensions${query(one.scope)}`);
        announce('Granting goes on');
        await refresh();
      } catch (problem) {
        dialog('Not lifted', h('p', {}, problem instanceof Problem ? problem.text : 'The portal did not answer.'));
      }
    } }, 'Lift') : null,
  ]));
}

function driftTable(items) {
  if (items.length === 0) {
    return h('p', { class: 'empty' }, 'No scan has ended yet.');
  }
  return table('Drift', ['Provider', 'Kind', 'Scanned', 'In force', 'Standing'], items.map((report) => [report.provider, report.kind, time(report.at), report.listed, report.standing === 0 ? '0' : `${report.standing}: ${report.examples.slice(0, 5).map((one) => one.principal).join(', ')}`]));
}

function revoke(grant) {
  const comment = h('textarea', { rows: 2, maxlength: 1000 });
  const fields = { comment: field('Why', comment, 'The holder sees it.') };
  const revoking = form({
    fields,
    submit: 'Revoke',
    tone: 'danger',
    send: async (fail) => {
      try {
        await post(`${API}/grants/${grant.id}/revoke`, { comment: comment.value.trim() });
        shown.close();
        announce('Revoked');
      } catch (problem) {
        fail(problem instanceof Problem ? problem.text : 'The portal did not answer.');
      }
    },
  });
  const shown = dialog(`Revoke: ${eligibilityName(grant.eligibility)} of ${personName(grant.beneficiary)}`, revoking.el);
  comment.focus();
}

function killSwitch() {
  const kind = h('select', { id: newId('scope') }, Object.entries(SCOPES).map(([value, name]) => h('option', { value }, name)));
  const value = h('select', { id: newId('value') });
  const count = h('button', { type: 'submit', class: 'danger' }, 'Count…');
  const choices = async () => {
    if (kind.value === 'IDENTITY') {
      return context.people.map((person) => [person.id, person.name]);
    }
    const { document: catalogue } = await get(`${API}/catalogue`);
    const eligibilities = catalogue.eligibilities || [];
    return kind.value === 'ELIGIBILITY' ? eligibilities.map((one) => [one.id, one.name || one.id])
      : [...new Set(eligibilities.flatMap((one) => one.entitlements.map((e) => e.provider)))].map((id) => [id, id]);
  };
  const list = async () => fill(value, (await choices()).map(([id, name]) => h('option', { value: id }, name)));
  kind.addEventListener('change', list);
  list();
  const el = h('form', { class: 'kill' }, h('h2', {}, 'Kill switch'),
    h('p', {}, 'Ends every live grant and denies every pending request within a scope, and suspends granting there until the suspension is lifted. You see first how many that is.'),
    h('div', { class: 'row' }, h('div', { class: 'field' }, h('label', { for: kind.id }, 'Everything of'), kind), h('div', { class: 'field' }, h('label', { for: value.id }, 'Which'), value), count));
  el.addEventListener('submit', async (event) => {
    event.preventDefault();
    const scope = { [kind.value.toLowerCase()]: value.value };
    try {
      confirm(scope, value.selectedOptions[0].textContent, await post(`${API}/kill-switch/count`, { scope }));
    } catch (problem) {
      dialog('Not counted', h('p', {}, problem instanceof Problem ? problem.text : 'The portal did not answer.'));
    }
  });
  return el;
}

function confirm(scope, name, counted) {
  const comment = h('textarea', { rows: 2, maxlength: 1000 });
  const fields = { comment: field('Why', comment) };
  const ending = form({
    fields,
    submit: `End ${plural(counted.grants, 'grant', 'grants')}, deny ${plural(counted.requests, 'request', 'requests')}`,
    tone: 'danger',
    children: h('p', { class: 'note bad' }, h('strong', {}, `${plural(counted.grants, 'live grant', 'live grants')} and ${plural(counted.requests, 'pending request', 'pending requests')}`), ` of ${name} will end. Nothing new is granted there until the suspension is lifted.`),
    send: async (fail) => {
      try {
        const done = await post(`${API}/kill-switch`, { scope, expected: counted.grants, comment: comment.value.trim() });
        shown.close();
        announce(`${plural(done.grants, 'grant', 'grants')} ended`);
      } catch (problem) {
        fail(problem instanceof Problem ? (problem.status === 409 ? 'There are more now than you saw. Close this and count again.' : problem.text) : 'The portal did not answer.');
      }
    },
  });
  const shown = dialog(`Kill switch: ${name}`, ending.el);
  comment.focus();
}
