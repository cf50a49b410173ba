// Elements from text only: nothing that somebody typed is ever read as HTML.

import { plain } from './format.js';

let ids = 0;
export const newId = (prefix) => `${prefix}-${++ids}`;

/** Makes an element; children are elements, texts, or nothing. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'value') {
      element.value = value;
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  add(element, children);
  return element;
}

export function add(element, children) {
  for (const child of [children].flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
  return element;
}

/** Fills the element anew; focus stays on what has the same data-key. */
export function fill(element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.replaceChildren();
  add(element, children);
  if (focused) {
    element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }
}

/** Calls render only when the data differ from the last time, so that what one reads or uses stays put. */
export function onChange(render) {
  let last;
  return (data) => {
    const now = JSON.stringify(data);
    if (now !== last) {
      last = now;
      render(data);
    }
  };
}

/** Keeps one component {el, update, dispose?} per item, in the items' order. */
export function keyed(container, create) {
  const shown = new Map();
  return (items, keyOf) => {
    const keys = new Set(items.map(keyOf));
    for (const [key, component] of shown) {
      if (!keys.has(key)) {
        component.dispose?.();
        component.el.remove();
        shown.delete(key);
      }
    }
    let previous = null;
    for (const item of items) {
      const key = keyOf(item);
      if (!shown.has(key)) {
        shown.set(key, create(item));
      }
      const component = shown.get(key);
      component.update(item);
      const place = previous ? previous.nextElementSibling : container.firstElementChild;
      if (place !== component.el) {
        container.insertBefore(component.el, place);
      }
      previous = component.el;
    }
  };
}

/** A labelled field with its hint and a place for its error. */
export function field(label, control, hint) {
  const id = control.id || newId('field');
  control.id = id;
  const error = h('p', { class: 'error', id: `${id}-error`, hidden: true });
  const help = hint ? h('p', { class: 'hint', id: `${id}-hint` }, hint) : null;
  control.setAttribute('aria-describedby', help ? `${id}-hint ${id}-error` : `${id}-error`);
  const el = h('div', { class: 'field' }, h('label', { for: id }, label), control, help, error);
  const show = (message) => {
    error.textContent = message || '';
    error.hidden = !message;
    control.toggleAttribute('aria-invalid', Boolean(message));
  };
  return { el, control, show };
}

/** Shows errors next to their fields; answers those that have none. */
export function showErrors(fields, errors) {
  const unplaced = [];
  const messages = new Map();
  for (const error of errors) {
    const name = Object.keys(fields).find((f) => error.field === f || error.field.startsWith(`${f}.`) || error.field.startsWith(`${f}[`));
    if (name) {
      messages.set(name, [...(messages.get(name) || []), error.message]);
    } else {
      unplaced.push(error);
    }
  }
  for (const [name, one] of Object.entries(fields)) {
    one.show(messages.has(name) ? plain(messages.get(name).join('; ')) : '');
  }
  return unplaced;
}

/** Opens a dialog with this content; it is gone when closed, and focus goes back to where it was. */
export function dialog(title, content) {
  const heading = h('h2', { id: newId('dialog') }, title);
  const close = h('button', { type: 'button', class: 'quiet close', 'aria-label': 'Close' }, '×');
  const el = h('dialog', { 'aria-labelledby': heading.id }, h('div', { class: 'dialog-head' }, heading, close), content);
  const opener = document.activeElement?.dataset?.key;
  close.addEventListener('click', () => el.close());
  el.addEventListener('close', () => {
    el.remove();
    if (opener && document.activeElement === document.body) {
      document.querySelector(`[data-key="${CSS.escape(opener)}"]`)?.focus();
    }
  });
  document.body.append(el);
  el.showModal();
  return el;
}

/** Says a change to those who do not see it. */
export function announce(text) {
  document.getElementById('announcer').textContent = text;
}
