// Calls to the portal and to the library's REST API. The CSRF token and passwords live in memory only.

export const API = '/jit/api';

let csrf = null;

export function useCsrf(header, token) {
  csrf = { header, token };
}

/** A refusal: what was refused and, by field, why. */
export class Problem extends Error {
  constructor(status, body) {
    const errors = Array.isArray(body?.errors) ? body.errors : [];
    super(body?.title || `The portal answered ${status}`);
    this.status = status;
    this.errors = errors;
  }

  /** Everything that it says, for one line. */
  get text() {
    const details = this.errors.map((e) => (e.field ? `${e.field}: ${e.message}` : e.message));
    return details.length > 0 ? details.join('; ') : this.message;
  }
}

export async function call(method, path, body, headers = {}) {
  const options = { method, cache: 'no-store', credentials: 'same-origin', headers: { Accept: 'application/json, application/problem+json', ...headers } };
  if (body !== undefined) {
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  if (method !== 'GET' && csrf) {
    options.headers[csrf.header] = csrf.token;
  }
  const response = await fetch(path, options);
  const isJson = (response.headers.get('Content-Type') || '').includes('json');
  const answer = isJson ? await response.json() : null;
  if (!response.ok) {
    throw new Problem(response.status, answer);
  }
  return answer;
}

export const get = (path) => call('GET', path);
export const post = (path, body, headers) => call('POST', path, body, headers);
export const put = (path, body) => call('PUT', path, body);
export const del = (path) => call('DELETE', path);

/** A query string from what has a value; lists give the name several times. */
export function query(values) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') {
        params.append(name, one);
      }
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}
