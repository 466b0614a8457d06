// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors

export interface GracehubWebSocketOptions {
  /** Attempts in a row before it gives up; 0: never reconnects. Default 10; Infinity is allowed. */
  attempts?: number;
  /** The longest wait before the first attempt, in ms; it doubles with each. Default 500. */
  minDelay?: number;
  /** The longest wait before any attempt, in ms. Default 30000. */
  maxDelay?: number;
  /** Bytes of messages kept while reconnecting; beyond that, send() throws. Default 65536. */
  queue?: number;
}

export interface ReconnectingDetail {
  /** From 1. */
  attempt: number;
  /** Until the attempt, in ms. */
  delay: number;
  /** How the last connection, or attempt, ended. */
  code: number;
  reason: string;
}

export interface ReconnectedDetail {
  /** How many it took. */
  attempts: number;
}

export interface GracehubWebSocketEventMap extends WebSocketEventMap {
  /** The connection is lost, and an attempt will be made. */
  reconnecting: CustomEvent<ReconnectingDetail>;
  /** The connection is back: what the server knew of the old one, it does not know of this one. */
  reconnected: CustomEvent<ReconnectedDetail>;
}

/** A WebSocket that comes back when its server goes away. `open` and `close` are fired once, as for a WebSocket. */
export declare class GracehubWebSocket extends EventTarget {
  static readonly CONNECTING: 0;
  static readonly OPEN: 1;
  static readonly CLOSING: 2;
  static readonly CLOSED: 3;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSING: 2;
  readonly CLOSED: 3;

  constructor(url: string | URL, protocols?: string | string[], options?: GracehubWebSocketOptions);

  readonly url: string;
  /** CONNECTING while it reconnects. */
  readonly readyState: number;
  readonly protocol: string;
  readonly extensions: string;
  /** With what waits for the connection to come back. */
  readonly bufferedAmount: number;
  binaryType: BinaryType;

  onopen: ((this: GracehubWebSocket, event: Event) => unknown) | null;
  onmessage: ((this: GracehubWebSocket, event: MessageEvent) => unknown) | null;
  onerror: ((this: GracehubWebSocket, event: Event) => unknown) | null;
  onclose: ((this: GracehubWebSocket, event: CloseEvent) => unknown) | null;
  onreconnecting: ((this: GracehubWebSocket, event: CustomEvent<ReconnectingDetail>) => unknown) | null;
  onreconnected: ((this: GracehubWebSocket, event: CustomEvent<ReconnectedDetail>) => unknown) | null;

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void;
  close(code?: number, reason?: string): void;

  addEventListener<K extends keyof GracehubWebSocketEventMap>(
    type: K,
    listener: (this: GracehubWebSocket, event: GracehubWebSocketEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof GracehubWebSocketEventMap>(
    type: K,
    listener: (this: GracehubWebSocket, event: GracehubWebSocketEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}
