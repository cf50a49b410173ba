// Durations, instants and names, for people.

let offset = 0;

/** The difference to the portal's clock, from an instant that it sent. */
export function useServerTime(instant) {
  offset = Date.parse(instant) - Date.now();
}

export const now = () => Date.now() + offset;

/** Seconds of an ISO-8601 duration of days, hours, minutes and seconds. */
export function seconds(iso) {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/.exec(iso || '');
  if (!parts) {
    return NaN;
  }
  const [, d, hours, m, s] = parts.map((p) => Number(p || 0));
  return d * 86400 + hours * 3600 + m * 60 + s;
}

export function isoDuration(total) {
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const rest = total % 60;
  return `PT${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest || total === 0 ? `${rest}S` : ''}`;
}

/** "2 h", "1 h 30 min", "45 s". */
export function duration(isoOrSeconds) {
  const total = typeof isoOrSeconds === 'number' ? isoOrSeconds : seconds(isoOrSeconds);
  if (Number.isNaN(total)) {
    return String(isoOrSeconds);
  }
  const units = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const words = [];
  let left = total;
  for (const [size, unit] of units) {
    const count = Math.floor(left / size);
    if (count > 0) {
      words.push(`${count} ${unit}`);
      left -= count * size;
    }
  }
  return words.length > 0 ? words.join(' ') : '0 s';
}

/** "1:04:09" or "4:09". */
export function countdown(milliseconds) {
  const total = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (n) => String(n).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}

export function time(instant) {
  if (!instant) {
    return '';
  }
  const date = new Date(instant);
  const sameDay = date.toDateString() === new Date(now()).toDateString();
  const clock = date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
  return sameDay ? clock : `${date.toLocaleDateString([], { day: 'numeric', month: 'short' })}, ${clock}`;
}

export function entitlement(value) {
  const attributes = Object.entries(value.attributes || {}).map(([name, text]) => `${name} ${text}`).join(', ');
  return `${value.provider} · ${value.kind}${attributes ? ` · ${attributes}` : ''}`;
}

/** "GRANT_END_NEAR" as "grant end near". */
export const words = (constant) => String(constant || '').toLowerCase().replaceAll('_', ' ');

export const sentence = (text) => (text ? text[0].toUpperCase() + text.slice(1) : '');

export const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** A text of the library with its durations in words: "PT30M" as "30 min". */
export const plain = (text) => String(text).replace(/\bP(?=\d|T\d)(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?/g, (iso) => duration(iso));
