// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors

/* What the page says, from what the gateway tells. Names come from servers: control characters are not passed on. */

export const clean = text => String(text).replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\ufffd');
export const brief = text => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
export const number = value => value.toLocaleString('en');
export const many = (count, one, more = `${one}s`) => `${number(count)} ${count === 1 ? one : more}`;
export const clock = date => date.toLocaleTimeString('en', { hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const millis = value => `${value < 10 ? value.toFixed(1) : number(Math.round(value))} ms`;

export const underWay = ({ moving, waiting }) =>
  [moving > 0 ? `${number(moving)} moving` : '', waiting > 0 ? `${number(waiting)} waiting` : ''].filter(Boolean).join(', ');

const whose = drain => (drain.by === 'operator' ? 'by an operator' : 'by the server itself');

export function drained(drain) {
  const began = new Date(drain.began);
  const counts = outcome(drain);
  if (drain.running) {
    return `Drain ${whose(drain)} since ${clock(began)}: ${counts}.`;
  }
  const took = drain.ended === null ? '' : ` in ${((new Date(drain.ended) - began) / 1000).toFixed(1)} s`;
  return `Last drain ${whose(drain)} at ${clock(began)}${took}: ${counts}.`;
}

const outcome = drain =>
  ['moved', 'stayed', 'closed', 'left'].filter(how => how === 'moved' || drain[how] > 0).map(how => `${number(drain[how])} ${how}`).join(', ');

/** Why a fetch has failed. */
export const unreached = (failure, patience) => (failure.name === 'TimeoutError' ? `no answer within ${patience / 1000} s` : 'it cannot be reached');

/** Gives each server the title that it is called by: its name, with its address where others have that name too. */
export function titled(servers) {
  const alike = name => servers.filter(server => server.name === name).length > 1;
  return servers.map(server => ({
    ...server,
    title: brief(clean(server.name)) + (alike(server.name) ? ` at ${clean(server.address).replace(/^https?:\/\//, '')}` : ''),
  }));
}

/* What happened, told by what has changed from one answer to the next */

export function changes(old, now) {
  if (old === null) {
    return [`Watching ${many(now.servers.length, 'server')} with ${many(now.gateway.connections, 'connection')}.`];
  }
  const before = new Map(old.servers.map(server => [server.address, server]));
  const told = now.servers.flatMap(server => {
    const was = before.get(server.address);
    before.delete(server.address);
    return was === undefined ? [`${server.title} is new: ${server.state}.`] : changesOf(was, server);
  });
  const removed = [...before.values()].map(server => `${server.title} is no longer one of the servers.`);
  return [...told, ...removed, ...changesOfGateway(old.gateway, now.gateway)];
}

function changesOf(was, server) {
  const who = server.title;
  return [
    was.name !== server.name && `${was.title} is now called ${who}.`,
    was.revision !== server.revision && server.revision !== '' && `${who} has revision ${brief(clean(server.revision))}.`,
    was.state !== server.state && `${who} is ${server.state}; it was ${was.state}.`,
    was.linked !== server.linked && (server.linked ? `${who} is linked.` : `The link to ${who} is down.`),
    was.cordoned !== server.cordoned && `${who} is ${server.cordoned ? 'cordoned' : 'no longer cordoned'}.`,
    ...changesOfDrain(was.drain, server.drain, who),
  ].filter(Boolean);
}

function changesOfDrain(was, drain, who) {
  if (drain === null) {
    return [];
  }
  const other = was === null || was.began !== drain.began;
  return [
    other && `A drain of ${who} has begun, ${whose(drain)}.`,
    (other || was.running) && !drain.running && `The drain of ${who} has ended: ${outcome(drain)}.`,
  ];
}

function changesOfGateway(was, gateway) {
  return [
    !was.draining && gateway.draining && 'The gateway shuts down.',
    was.rebalance !== 'running' && gateway.rebalance === 'running' && 'A rebalancing has begun.',
    was.rebalance === 'running' && gateway.rebalance !== 'running' && 'The rebalancing has ended.',
  ].filter(Boolean);
}
