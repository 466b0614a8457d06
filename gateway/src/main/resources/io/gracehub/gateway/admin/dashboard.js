// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors

import { askToken, confirmed, forgetToken, send, token } from './actions.js';
import { colourOf, draw, remember } from './chart.js';
import { brief, changes, clean, clock, drained, many, millis, number, titled, underWay, unreached } from './words.js';

const EVERY = 1_000; // ms from an answer to the next question
const PATIENCE = 5_000; // ms for the answer to a question
const LOG_LENGTH = 200;

const at = id => document.getElementById(id);
const rows = new Map(); // what is shown of a server, by its address
let status = null; // the last that the gateway has told
let silentSince = null;
let era = 0; // an answer that was asked for before an action is older than the action's own
const busy = new Set(); // servers with an action under way; '' is the gateway

/** Sets a text only where it differs: nothing is read out, and no selection is lost, without need. */
function set(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/* Asking */

async function live() {
  for (;;) {
    const mine = era;
    try {
      const now = await asked();
      if (mine === era) {
        show(now);
      }
    } catch (failure) {
      silent(failure);
    }
    await new Promise(resolve => setTimeout(resolve, EVERY));
  }
}

async function asked() {
  const answer = await fetch('status', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) }).catch(failure => {
    throw new Error(unreached(failure, PATIENCE));
  });
  if (!answer.ok) {
    throw new Error(`its answer is ${answer.status}`);
  }
  const now = await answer.json().catch(() => null);
  if (!Array.isArray(now?.servers)) {
    throw new Error('its answer is not the status of a gateway');
  }
  return now;
}

function silent(failure) {
  if (silentSince !== null) {
    return;
  }
  silentSince = new Date();
  const why = failure.message;
  const old = status === null ? '' : ' What is shown is from before.';
  set(at('silence'), `The gateway has not answered since ${clock(silentSince)} (${why}).${old} The page goes on asking.`);
  mark(at('health'), 'offline', 'no answer');
  document.title = 'No answer – Gracehub gateway';
  document.body.classList.add('stale');
  log(`The gateway does not answer: ${why}.`);
}

function show(told) {
  const now = { ...told, servers: titled(told.servers) };
  if (silentSince !== null) {
    log(`The gateway answers again, after ${Math.round((Date.now() - silentSince) / 1000)} s.`);
    silentSince = null;
  }
  set(at('silence'), '');
  document.title = 'Gracehub gateway';
  document.body.classList.remove('stale');
  changes(status, now).forEach(log);
  status = now;
  remember(now.servers);
  showGateway(now);
  showServers(now.servers, now.gateway.control);
  draw();
}

/* What is shown */

function mark(element, state, text) {
  element.dataset.state = state;
  set(element, text);
}

function showGateway({ gateway, servers, pauses }) {
  mark(at('health'), gateway.draining ? 'draining' : 'ready', gateway.draining ? 'shutting down' : 'live');
  set(at('connections'), number(gateway.connections));
  set(at('ready'), `${servers.filter(server => server.state === 'ready').length} of ${many(servers.length, 'server')} ready`);
  set(at('moving'), number(gateway.moving));
  set(at('waiting'), `${number(gateway.waiting)} waiting`);
  for (const name of ['p50', 'p95', 'p99', 'max']) {
    set(at(name), pauses.count === 0 || pauses[name] === null ? '–' : millis(pauses[name]));
  }
  set(at('moves'), `Pauses of ${pauses.count === 0 ? 'moved connections: none yet' : many(pauses.count, 'moved connection')}`);
  set(at('rebalance'), { off: 'by hand', on: 'when a server joins', running: 'running' }[gateway.rebalance] ?? clean(gateway.rebalance));
  at('rebalance-now').hidden = !gateway.control;
  at('rebalance-now').ariaDisabled = String(busy.has('') || gateway.rebalance === 'running');
  at('control').hidden = gateway.control;
  at('token').hidden = !gateway.control;
  set(at('token'), token() === '' ? 'Enter the token…' : 'Forget the token');
}

/** In place, by address: whoever has the focus on a button keeps it. */
function showServers(servers, control) {
  const focused = document.activeElement;
  const known = new Set(servers.map(server => server.address));
  for (const [address, row] of rows) {
    if (!known.has(address)) {
      row.item.remove();
      rows.delete(address);
    }
  }
  const most = Math.max(1, ...servers.map(server => server.connections));
  servers.forEach((server, i) => {
    const row = rows.get(server.address) ?? added(server.address);
    if (at('list').children[i] !== row.item) {
      at('list').insertBefore(row.item, at('list').children[i] ?? null);
    }
    showServer(row, server, most, control);
  });
  keepFocus(focused);
  set(at('count'), servers.length === 0 ? '' : number(servers.length));
  at('none').hidden = servers.length > 0;
}

function keepFocus(element) {
  if (document.activeElement === document.body && element !== null && element !== document.body) {
    (element.isConnected && element.checkVisibility() ? element : at('servers')).focus({ preventScroll: true });
  }
}

function added(address) {
  const item = at('row').content.firstElementChild.cloneNode(true);
  const row = { item, part: Object.fromEntries([...item.querySelectorAll('[class]')].map(part => [part.classList[0], part])) };
  row.verb = row.part.cordon.querySelector('.verb');
  row.state = item.querySelector('.state');
  row.cordoned = item.querySelector('.cordoned');
  row.link = item.querySelector('.link');
  const server = () => status.servers.find(each => each.address === address);
  row.part.cordon.addEventListener('click', () => act(server()?.cordoned ? 'uncordon' : 'cordon', server()));
  row.part.drain.addEventListener('click', () => drain(server()));
  rows.set(address, row);
  return row;
}

function showServer(row, server, most, control) {
  const { item, part } = row;
  item.dataset.colour = colourOf(server.address);
  item.ariaBusy = String(busy.has(server.address));
  set(part.name, clean(server.name));
  part.name.title = clean(server.name);
  set(part.address, [server.revision && `revision ${brief(clean(server.revision))}`, server.name !== server.address && clean(server.address)].filter(Boolean).join(' · '));
  part.address.title = clean(server.address);
  mark(row.state, server.state, server.state);
  row.cordoned.hidden = !server.cordoned;
  set(row.link, `${server.linked ? 'linked' : 'no link'}, ${server.movable ? 'movable' : 'not movable'}`);
  set(part.number, number(server.connections));
  set(part.unit, server.connections === 1 ? 'connection' : 'connections');
  set(part.busy, underWay(server));
  part.fill.style.width = `${(100 * server.connections) / most}%`;
  set(part.drained, server.drain === null ? '' : drained(server.drain));
  part.actions.hidden = !control;
  set(row.verb, server.cordoned ? 'Uncordon' : 'Cordon');
  item.querySelectorAll('.whom').forEach(whom => set(whom, server.title));
  part.cordon.ariaDisabled = item.ariaBusy;
  part.drain.ariaDisabled = String(busy.has(server.address) || server.drain?.running === true);
}

/* What happened: told by what has changed from one answer to the next */

function log(text) {
  const item = document.createElement('li');
  const now = new Date();
  const time = Object.assign(document.createElement('time'), { dateTime: now.toISOString(), textContent: clock(now) });
  const what = Object.assign(document.createElement('span'), { textContent: text });
  item.append(time, what);
  at('log').prepend(item);
  if (at('log').childElementCount > LOG_LENGTH) {
    at('log').lastElementChild.remove();
  }
}

/* What the person does */

async function act(what, server) {
  const key = server?.address ?? '';
  if (busy.has(key)) {
    return;
  }
  problem('');
  busy.add(key);
  try {
    const now = await send(server === undefined ? what : `${what}?server=${encodeURIComponent(key)}`);
    if (now !== null) {
      era++;
      show(now);
    }
  } catch (failure) {
    problem(`Could not ${what}${server === undefined ? '' : ` ${server.title}`}: ${clean(failure.message)}`);
  } finally {
    busy.delete(key);
    refresh();
  }
}

async function drain(server) {
  if (server.drain?.running || busy.has(server.address)) {
    return;
  }
  const root = address => new URL(address).pathname;
  const others = status.servers.filter(other => other.address !== server.address && other.state === 'ready' && !other.cordoned && root(other.address) === root(server.address));
  const what = !server.movable
    ? `None of its ${many(server.connections, 'connection')} can be moved: they stay.`
    : others.length === 0
      ? `No other server can take its ${many(server.connections, 'connection')}: they stay until one can.`
      : `Its ${many(server.connections, 'connection')} move to ${others.length === 1 ? others[0].title : many(others.length, 'other server')}; to the clients nothing happens.`;
  if (await confirmed(`Drain ${server.title}?`, `${what} Nothing new goes to it until you uncordon it.`)) {
    await act('drain', server);
  }
  keepFocus(rows.get(server.address)?.part.drain ?? at('servers'));
}

function problem(text) {
  at('problem').hidden = text === '';
  set(at('problem-text'), text);
  if (text !== '') {
    log(text);
  }
}

/** Shows again what is known, after what only the page knows has changed. */
function refresh() {
  if (status !== null) {
    showGateway(status);
    showServers(status.servers, status.gateway.control);
  }
}

at('dismiss').addEventListener('click', () => {
  problem('');
  at('servers').focus({ preventScroll: true });
});

at('token').addEventListener('click', async () => {
  if (token() === '') {
    await askToken();
  } else {
    forgetToken();
    log('The page has forgotten the token.');
  }
  refresh();
});

at('rebalance-now').addEventListener('click', () => {
  if (status.gateway.rebalance !== 'running') {
    act('rebalance');
  }
});

new ResizeObserver(draw).observe(at('chart'));
live();
