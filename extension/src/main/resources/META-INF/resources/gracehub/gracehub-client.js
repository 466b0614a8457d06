// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors

/*
 * A WebSocket that comes back. Contract: docs/spec/closing.md; types: gracehub-client.d.ts.
 *
 *   CONNECTING ── open ──> OPEN ── 1001, 1006, 1012, 1013 ──> CONNECTING (waits, then tries again) ── open ──> OPEN ...
 *   any ── close(), another code, or no attempt left ──> CLOSED
 */
const AGAIN = [1001, 1006, 1012, 1013];
const WINDOW = /(?:^|; )retry-after=(\d{1,8})ms$/;
const STEADY = 5_000; // a connection that has lasted so long ends a row of failures
const DEFAULTS = { attempts: 10, minDelay: 500, maxDelay: 30_000, queue: 65_536 };
const CONNECTING = 0, OPEN = 1, CLOSING = 2, CLOSED = 3;

export class GracehubWebSocket extends EventTarget {
  #url; #protocols; #options; #socket; #timer;
  #binaryType = 'blob';
  #queue = [];
  #queued = 0; // bytes
  #attempt = 0; // in this row
  #opened = 0; // when; 0: never
  #failed = false;
  #state = CONNECTING;

  constructor(url, protocols = [], options = {}) {
    super();
    for (const [name, value] of Object.entries(options)) {
      if (!(name in DEFAULTS) || !(value >= 0)) {
        throw new TypeError(`Option ${name}: ${value}. Accepted: ${Object.keys(DEFAULTS)}, each a number from 0`);
      }
    }
    this.#protocols = protocols;
    this.#options = { ...DEFAULTS, ...options };
    this.#connect(url);
    this.#url = this.#socket.url;
  }

  get url() { return this.#url; }
  get readyState() { return this.#state === OPEN ? this.#socket.readyState : this.#state; }
  get protocol() { return this.#socket.protocol; }
  get extensions() { return this.#socket.extensions; }
  get bufferedAmount() { return this.#socket.bufferedAmount + this.#queued; }
  get binaryType() { return this.#binaryType; }

  set binaryType(type) {
    this.#socket.binaryType = type;
    this.#binaryType = this.#socket.binaryType; // an unknown one changes nothing
  }

  send(data) {
    // one that the server is closing sends nothing any more, though its end, and why, is yet to come
    if (this.#state >= CLOSING || this.#socket.readyState === OPEN) {
      this.#socket.send(data);
      return;
    }
    const bytes = data instanceof Blob || data instanceof ArrayBuffer || ArrayBuffer.isView(data);
    const item = new Blob([bytes ? data : String(data)]); // a copy, and its size in bytes
    if (!this.#opened || this.#queued + item.size > this.#options.queue) {
      throw new DOMException(this.#opened ? 'Reconnecting, and the queue is full' : 'Still connecting', 'InvalidStateError');
    }
    this.#queue.push(bytes ? item : String(data));
    this.#queued += item.size;
  }

  close(code, reason = '') {
    if (this.#timer === undefined) {
      this.#socket.close(...(code === undefined ? [] : [code, reason])); // checks its arguments
      this.#state = Math.max(this.#state, CLOSING);
      return;
    }
    if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
      throw new DOMException('The code must be 1000 or between 3000 and 4999', 'InvalidAccessError');
    }
    this.#stopWaiting();
    this.#state = CLOSING;
    setTimeout(() => this.#end({ code: code ?? 1005, reason, wasClean: false }));
  }

  #connect(url) {
    const socket = new WebSocket(url, this.#protocols);
    socket.binaryType = this.#binaryType;
    socket.onopen = () => this.#open();
    socket.onmessage = event => this.dispatchEvent(new MessageEvent('message', event));
    socket.onerror = () => { this.#failed = true; };
    socket.onclose = event => this.#lost(event);
    this.#socket = socket;
  }

  #open() {
    const first = !this.#opened;
    const attempts = this.#attempt;
    this.#opened = Date.now();
    this.#failed = false;
    this.#state = Math.max(this.#state, OPEN);
    this.#queue.splice(0).forEach(item => this.#socket.send(item));
    this.#queued = 0;
    this.dispatchEvent(first ? new Event('open') : new CustomEvent('reconnected', { detail: { attempts } }));
  }

  #lost({ code, reason, wasClean }) {
    if (this.#state === OPEN && Date.now() - this.#opened >= STEADY) {
      this.#attempt = 0;
    }
    if (this.#state >= CLOSING || !AGAIN.includes(code) || this.#attempt >= this.#options.attempts) {
      this.#end({ code, reason, wasClean });
      return;
    }
    const { minDelay, maxDelay } = this.#options;
    const told = code === 1012 && WINDOW.exec(reason);
    const delay = told ? Number(told[1]) : Math.random() * Math.min(maxDelay, minDelay * 2 ** this.#attempt);
    this.#attempt++;
    this.#state = CONNECTING;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#connect(this.#url);
    }, delay);
    this.dispatchEvent(new CustomEvent('reconnecting', { detail: { attempt: this.#attempt, delay, code, reason } }));
  }

  #stopWaiting() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #end(how) {
    this.#state = CLOSED;
    this.#queue = [];
    if (this.#failed) {
      this.dispatchEvent(new Event('error'));
    }
    this.dispatchEvent(new CloseEvent('close', how));
  }
}

Object.entries({ CONNECTING, OPEN, CLOSING, CLOSED }).forEach(([name, value]) => {
  Object.defineProperty(GracehubWebSocket, name, { value, enumerable: true });
  Object.defineProperty(GracehubWebSocket.prototype, name, { value, enumerable: true });
});

['open', 'message', 'error', 'close', 'reconnecting', 'reconnected'].forEach(type => {
  const handlers = new WeakMap();
  Object.defineProperty(GracehubWebSocket.prototype, `on${type}`, {
    enumerable: true,
    configurable: true,
    get() { return handlers.get(this) ?? null; },
    set(handler) {
      if (!handlers.has(this)) {
        this.addEventListener(type, event => handlers.get(this)?.call(this, event));
      }
      handlers.set(this, typeof handler === 'function' ? handler : null);
    },
  });
});
