// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors

import { unreached } from './words.js';

/* What the person at the page asks the gateway to do, with the token that lets them. */

const PATIENCE = 15_000; // ms for the answer
const TOKEN = 'gracehub.control.token';

const at = id => document.getElementById(id);
let held = ''; // the token, where the browser stores nothing

document.querySelectorAll('dialog .cancel').forEach(button => button.addEventListener('click', () => button.closest('dialog').close('no')));

export function token() {
  try {
    return sessionStorage.getItem(TOKEN) ?? held;
  } catch {
    return held;
  }
}

export function forgetToken() {
  held = '';
  try {
    sessionStorage.removeItem(TOKEN);
  } catch {
    // storage is switched off: there is nothing to remove
  }
}

function keepToken(given) {
  held = given;
  try {
    sessionStorage.setItem(TOKEN, given);
  } catch {
    // storage is switched off: the token then lasts as long as the page
  }
}

/** Asks for the token; true if there is one now. */
export async function askToken(wrong = '') {
  at('ask-wrong').textContent = wrong;
  const given = await answered(at('ask')) && at('secret').value;
  at('secret').value = '';
  if (given) {
    keepToken(given);
  }
  return Boolean(given);
}

/** Asks whether to go on. */
export function confirmed(heading, text) {
  at('confirm-heading').textContent = heading;
  at('confirm-text').textContent = text;
  return answered(at('confirm'));
}

function answered(dialog) {
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}

/**
 * Sends an action, and asks for the token until the gateway takes it.
 *
 * @returns the status after it, or null where the person has given up
 * @throws Error that says in words what went wrong
 */
export async function send(path) {
  let known = token() !== '' || await askToken();
  while (known) {
    const answer = await post(path);
    if (answer.status !== 401) {
      return told(answer);
    }
    forgetToken();
    known = await askToken('The gateway refuses this token.');
  }
  return null;
}

async function post(path) {
  try {
    const headers = { Authorization: `Bearer ${token()}` };
    return await fetch(path, { method: 'POST', headers, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
  } catch (failure) {
    throw new Error(`${unreached(failure, PATIENCE)}. Whether the gateway has done it shows below.`);
  }
}

async function told(answer) {
  const text = await answer.text();
  let json = {};
  try {
    json = JSON.parse(text);
  } catch {
    // an error of another kind, told as it is
  }
  if (!answer.ok) {
    throw new Error(json.error ?? `the gateway answers ${answer.status}: ${text.trim()}`);
  }
  return json;
}
