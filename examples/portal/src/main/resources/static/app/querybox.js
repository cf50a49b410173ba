// Statements in the orders database, with one's own login. The portal keeps the connection open, so that one sees it
// being cut.

import { Problem, del, post, put } from './api.js';
import { announce, fill, h, newId } from './dom.js';
import { time } from './format.js';

const SAMPLES = [
  ['Orders that are stuck', "SELECT o.id, c.name, o.status, o.placed_at\nFROM orders o JOIN customers c ON c.id = o.customer_id\nWHERE o.status = 'stuck' ORDER BY o.id"],
  ['Who am I, and until when?', 'SELECT session_user AS login, (SELECT rolvaliduntil FROM pg_roles WHERE rolname = session_user) AS valid_until'],
  ['Stock that runs out', 'SELECT name, stock, price FROM products WHERE stock < 15 ORDER BY stock'],
  ['Unstick order 41 (needs write access)', "UPDATE orders SET status = 'paid' WHERE id = 41"],
];

/** One grant's box. loginNow answers the login {username, password} in memory, or nothing. */
export function queryBox(grantId, loginNow) {
  const sql = h('textarea', { id: newId('sql'), rows: 4, spellcheck: 'false', autocapitalize: 'off', maxlength: 10000, 'data-key': `sql-${grantId}`, value: SAMPLES[0][1] });
  const samples = h('select', { id: newId('samples'), onchange: () => { sql.value = SAMPLES[samples.value][1]; } }, SAMPLES.map(([name], index) => h('option', { value: index }, name)));
  samples.value = '0';
  const username = h('input', { id: newId('login'), autocomplete: 'off', spellcheck: 'false' });
  const password = h('input', { id: newId('password'), type: 'password', autocomplete: 'off' });
  const own = h('div', { class: 'row' }, h('div', { class: 'field' }, h('label', { for: username.id }, 'Your own login'), username), h('div', { class: 'field' }, h('label', { for: password.id }, 'Its password'), password));
  const state = h('p', { class: 'session', role: 'status' });
  const error = h('p', { class: 'error', role: 'alert', hidden: true });
  const result = h('div', { class: 'result', role: 'region', 'aria-label': 'Result', tabindex: 0, hidden: true });
  const run = h('button', { type: 'submit', class: 'primary', 'data-key': `run-${grantId}` }, 'Run');
  const asking = h('div', {},
    own,
    h('div', { class: 'field' }, h('label', { for: samples.id }, 'Start from'), samples),
    h('div', { class: 'field' }, h('label', { for: sql.id }, 'Statement'), sql),
    h('div', { class: 'actions' }, run, h('span', { class: 'hint' }, 'Ctrl + Enter runs it. The database decides what your login may do.')));
  const el = h('form', { class: 'query' }, h('h3', {}, 'Query box'), asking, state, error, result);
  let session = null;
  let cutBefore = null;

  const fail = (text) => {
    error.textContent = text || '';
    error.hidden = !text;
  };
  const connect = async () => {
    const login = loginNow() || { username: username.value.trim(), password: password.value };
    session = await put(`/portal/sessions/${grantId}`, login);
    cutBefore = null;
    showState();
  };
  const execute = () => post(`/portal/sessions/${grantId}/query`, { sql: sql.value });
  const showState = () => {
    if (!session) {
      fill(state, 'No connection is open.');
    } else if (session.state === 'OPEN') {
      fill(state, h('span', { class: 'dot good' }), `Connected as ${session.login}.`);
    } else {
      fill(state, h('span', { class: 'dot bad' }), h('strong', {}, 'The database cut your session'), ` at ${time(session.cutAt)}: ${session.message}`);
    }
  };
  const submit = async () => {
    fail('');
    result.hidden = true;
    run.disabled = true;
    try {
      if (!session || session.state !== 'OPEN') {
        await connect();
      }
      let rows;
      try {
        rows = await execute();
      } catch (problem) {
        if (!(problem instanceof Problem) || problem.status !== 404) {
          throw problem;
        }
        await connect();
        rows = await execute();
      }
      fill(result, table(rows));
      result.hidden = false;
    } catch (problem) {
      if (!(problem instanceof Problem)) {
        fail('The portal did not answer.');
      } else {
        fail(problem.errors.map((e) => e.message).join('; ') || problem.message);
      }
    } finally {
      run.disabled = false;
    }
  };
  el.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  sql.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  });
  showState();
  return {
    el,
    /** What the portal says of the connection; whether a login is issued rather than one's own. */
    update(current, issued, live) {
      own.hidden = issued;
      asking.hidden = !live;
      session = current || null;
      if (session?.state === 'CUT' && cutBefore !== session.cutAt) {
        cutBefore = session.cutAt;
        announce('The database cut your open session');
      }
      showState();
    },
    close: () => del(`/portal/sessions/${grantId}`),
  };
}

function table(rows) {
  if (rows.columns.length === 0) {
    return h('p', {}, `Done: ${rows.updated} ${rows.updated === 1 ? 'row' : 'rows'} changed, ${rows.millis} ms.`);
  }
  return [
    h('table', {}, h('thead', {}, h('tr', {}, rows.columns.map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, rows.rows.map((row) => h('tr', {}, row.map((cell) => (cell === null ? h('td', { class: 'null' }, 'null') : h('td', {}, cell))))))),
    h('p', { class: 'hint' }, `${rows.rows.length} ${rows.rows.length === 1 ? 'row' : 'rows'}${rows.truncated ? ', and more that are not shown' : ''}, ${rows.millis} ms`),
  ];
}
