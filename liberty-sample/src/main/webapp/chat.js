// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
'use strict';

const FIRST_DELAY = 500; // ms before the first reconnect; it doubles with each attempt that fails
const LONGEST_DELAY = 10_000;
const LEAVE_WITHIN = 2_000; // after "exit": each client leaves at a random moment, so that they do not all return at once
const LOG_LENGTH = 500;

const at = id => document.getElementById(id);
const page = {
  state: at('state'), status: at('status'), countdown: at('countdown'), hint: at('hint'), log: at('log'), place: at('place'), here: at('here'),
  profile: at('profile'), nick: at('nick'), room: at('room'), say: at('say'), text: at('text'),
};

const address = new URLSearchParams(location.search);
let nick = address.get('nick') ?? remembered() ?? '';
let room = /^[\w-]{1,32}$/.test(address.get('room') ?? '') ? address.get('room') : 'lobby';

let socket = null; // at most one, in any state
let leaving = false; // the server has said "exit"
let attempts = 0;
let timer = 0; // of the next reconnect, or of the countdown to it

connect();

/* The connection */

function connect() {
  clearTimeout(timer);
  leaving = false;
  status('connecting', attempts === 0 ? 'Connecting …' : 'Reconnecting …');
  const mine = new WebSocket(endpoint());
  socket = mine;
  mine.addEventListener('message', event => {
    if (mine === socket) {
      received(JSON.parse(event.data));
    }
  });
  mine.addEventListener('close', () => {
    if (mine === socket) {
      closed();
    }
  });
}

function endpoint() {
  const url = new URL(`chat/${room}`, location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = nick === '' ? '' : new URLSearchParams({ nick });
  return url;
}

/** Whatever the reason, the page comes back: to this server, or to the one that takes its place. */
function closed() {
  socket = null;
  here('');
  const longest = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** attempts++);
  waitUntil(Date.now() + longest * (0.5 + Math.random() / 2), leaving ? 'The server went away' : 'Not connected');
}

function waitUntil(moment, why) {
  const left = moment - Date.now();
  if (left <= 0) {
    connect();
    return;
  }
  status('waiting', `${why}. Reconnecting`, `in ${Math.ceil(left / 1000)} s`);
  timer = setTimeout(waitUntil, Math.min(left, 1000), moment, why);
}

/** Leaves a room, or a server that stops, in good order. */
function leave(reason) {
  socket?.close(1000, reason);
}

window.addEventListener('online', () => {
  if (socket === null) {
    connect();
  }
});

/* What the server says */

function received(event) {
  switch (event.type) {
    case 'welcome':
      attempts = 0;
      hint('');
      named(event.nick);
      status('connected', 'Connected');
      here(event.here);
      notice(`You are in #${event.room} as ${event.nick}`);
      break;
    case 'joined':
      here(event.here);
      notice(`${event.nick} came`);
      break;
    case 'left':
      here(event.here);
      notice(`${event.nick} left`);
      break;
    case 'renamed':
      notice(`${event.from} is now ${event.to}`);
      break;
    case 'said':
      message(event);
      break;
    case 'moved':
      notice(`Your connection moved from ${event.from} to ${event.to}. It stayed open all the time.`, 'moved');
      break;
    case 'refused':
      hint(event.why);
      break;
    case 'exit':
      exit();
      break;
    default: // from a newer server: nothing that this page could show
  }
}

function exit() {
  leaving = true;
  status('leaving', 'Server is going away');
  notice('The server is going away. You will be back in a moment.', 'warning');
  const stopping = socket;
  setTimeout(() => {
    if (stopping === socket) {
      leave('told to exit');
    }
  }, Math.random() * LEAVE_WITHIN);
}

/* What the person does */

page.say.addEventListener('submit', event => {
  event.preventDefault();
  const text = page.text.value.trim();
  if (text === '') {
    return;
  }
  if (send({ type: 'say', text })) {
    page.text.value = '';
    hint('');
  } else {
    hint('Not sent: there is no connection at the moment. Your text stays here.');
  }
});

page.profile.addEventListener('submit', event => {
  event.preventDefault();
  const wanted = page.nick.value.trim();
  if (page.room.value !== room) {
    nick = wanted;
    enter(page.room.value);
  } else if (wanted !== nick) {
    if (send({ type: 'rename', nick: wanted }) || socket === null) {
      named(wanted);
    }
  }
  page.text.focus();
});

function enter(other) {
  room = other;
  attempts = 0;
  const url = new URL(location.href);
  url.searchParams.set('room', room);
  history.replaceState(null, '', url);
  page.log.replaceChildren();
  leave('goes to another room');
  connect();
  show();
}

function send(command) {
  if (socket?.readyState !== WebSocket.OPEN) {
    return false;
  }
  socket.send(JSON.stringify(command));
  return true;
}

/* What the page shows */

function named(given) {
  nick = given;
  try {
    localStorage.setItem('nick', nick);
  } catch {
    // storage is switched off: the nickname then lasts as long as the page
  }
  show();
}

function remembered() {
  try {
    return localStorage.getItem('nick');
  } catch {
    return null;
  }
}

function show() {
  page.nick.value = nick;
  page.room.value = room;
  page.place.textContent = `#${room}`;
}

/** The text is read out when it changes; the countdown is not. */
function status(state, text, countdown = '') {
  if (page.status.textContent !== text) {
    page.status.textContent = text;
  }
  page.countdown.textContent = countdown;
  page.state.dataset.state = state;
}

function here(count) {
  page.here.textContent = count === '' ? '' : `· ${count} here`;
}

function hint(text) {
  page.hint.textContent = text;
}

function notice(text, kind = '') {
  append(Object.assign(document.createElement('li'), { className: `notice ${kind}`, textContent: text }));
}

function message({ nick: from, text, mine }) {
  const item = Object.assign(document.createElement('li'), { className: mine ? 'said mine' : 'said' });
  const who = Object.assign(document.createElement('span'), { className: 'who' });
  const name = Object.assign(document.createElement('b'), { textContent: mine ? 'You' : from });
  const now = new Date();
  const time = Object.assign(document.createElement('time'), {
    dateTime: now.toISOString(),
    textContent: now.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }),
  });
  who.append(name, time);
  item.append(who, text);
  append(item);
}

/** Follows the talk, unless the person has scrolled up to read. */
function append(item) {
  const follows = page.log.scrollHeight - page.log.scrollTop - page.log.clientHeight < 40;
  page.log.append(item);
  if (page.log.childElementCount > LOG_LENGTH) {
    page.log.firstElementChild.remove();
  }
  if (follows) {
    page.log.scrollTop = page.log.scrollHeight;
  }
}

show();
