// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors

import { number } from './words.js';

/* The history of the connections: a band for each server, one upon the other, so that a move goes from band to band */

const KEPT = 300_000; // ms
const SHORTEST = 30_000; // ms that the chart shows from the beginning
const APART = 8_000; // ms without an answer that leave a gap
const COLOURS = 10;
const SVG = 'http://www.w3.org/2000/svg';

const samples = []; // { at, counts by address }
const names = new Map(); // of the servers that are in the samples, by address
const colours = new Map(); // a number for each of them, which it keeps

/** Notes how many connections each server has now: { address, title, connections }. */
export function remember(servers) {
  const now = Date.now();
  samples.push({ at: now, counts: new Map(servers.map(server => [server.address, server.connections])) });
  while (samples[0].at < now - KEPT) {
    samples.shift();
  }
  for (const address of [...names.keys()].filter(each => !samples.some(sample => sample.counts.has(each)))) {
    names.delete(address);
    colours.delete(address);
  }
  for (const { address, title } of servers) {
    names.set(address, title);
    if (!colours.has(address)) {
      const taken = new Set(colours.values());
      colours.set(address, Array.from({ length: taken.size + 1 }, (_, i) => i).find(i => !taken.has(i)));
    }
  }
}

/** The colour of a server, one of ten. */
export const colourOf = address => colours.get(address) % COLOURS;

export function draw() {
  const chart = document.getElementById('chart');
  const { width, height } = chart.getBoundingClientRect();
  if (samples.length === 0 || width === 0) {
    return;
  }
  const now = samples.at(-1).at;
  const span = Math.min(KEPT, Math.max(SHORTEST, now - samples[0].at));
  const addresses = [...names.keys()];
  const stacks = samples.map(sample => stack(sample, addresses));
  const top = nice(Math.max(...stacks.map(sums => sums.at(-1))));
  const left = 12 + 8 * number(top).length;
  const plot = {
    addresses,
    stacks,
    left,
    right: width,
    bottom: height - 22,
    x: sample => left + (width - left) * (1 - (now - sample.at) / span),
    y: value => height - 22 - ((height - 34) * value) / top,
  };
  chart.setAttribute('viewBox', `0 0 ${width} ${height}`);
  chart.replaceChildren(
    ...[0, top / 2, top].flatMap(value => level(plot, value)),
    ...moments(plot, span),
    ...addresses.map((address, i) => band(plot, address, i)),
    ...addresses.flatMap((address, i) => label(plot, address, i)));
  document.getElementById('span').textContent = `in the last ${span < 120_000 ? `${Math.round(span / 1000)} seconds` : `${Math.floor(span / 60_000)} minutes`}`;
  const counts = addresses.filter(address => samples.at(-1).counts.has(address)).map(address => `${names.get(address)} ${number(samples.at(-1).counts.get(address))}`);
  document.getElementById('chart-text').textContent = `Now: ${counts.join(', ') || 'no server'}.`;
}

/** The sums of the connections of the first servers, of none to all. */
function stack(sample, addresses) {
  const sums = [0];
  addresses.forEach(address => sums.push(sums.at(-1) + (sample.counts.get(address) ?? 0)));
  return sums;
}

/** The end of the scale, whose half is a whole number too. */
function nice(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const steps = power === 1 ? [2, 4, 6, 8, 10] : [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10];
  return steps.map(step => Math.round(step * power)).find(step => step >= value && step % 2 === 0) ?? 2 * value;
}

function svg(name, attributes, text = '') {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.textContent = text;
  return element;
}

const level = ({ left, right, y }, value) => [
  svg('line', { class: 'grid', x1: left, x2: right, y1: y(value), y2: y(value) }),
  svg('text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, number(value)),
];

function moments({ left, right, bottom }, span) {
  const every = span > 120_000 ? 60_000 : 15_000;
  const room = Math.ceil(70 / (((right - left) * every) / span)); // so that the texts do not run into each other
  return Array.from({ length: Math.floor(span / every / room) + 1 }, (_, i) => i * every * room).map(ago => {
    const x = right - ((right - left) * ago) / span;
    const anchor = ago === 0 ? 'end' : x - left < 30 ? 'start' : 'middle';
    return svg('text', { x, y: bottom + 17, 'text-anchor': anchor },
      ago === 0 ? 'now' : every < 60_000 ? `${ago / 1000} s ago` : `${ago / 60_000} min ago`);
  });
}

/** Each run of samples of a server that has connections there, or has just had; none across a silence. */
function runs(address) {
  const has = i => (samples[i]?.counts.get(address) ?? 0) > 0;
  const found = [];
  samples.forEach((sample, i) => {
    const apart = i === 0 || sample.at - samples[i - 1].at > APART;
    if (has(i) || has(i + 1) || has(i - 1)) {
      if (apart || found.length === 0 || found.at(-1).at(-1) !== i - 1) {
        found.push([]);
      }
      found.at(-1).push(i);
    }
  });
  return found.filter(run => run.length > 1);
}

function band({ stacks, x, y }, address, i) {
  const edge = (run, which) => run.map(k => `${x(samples[k]).toFixed(1)} ${y(stacks[k][which]).toFixed(1)}`);
  const d = runs(address).map(run => `M${[...edge(run, i + 1), ...edge(run, i).reverse()].join('L')}Z`).join('');
  const path = svg('path', { class: 'band', 'data-colour': colourOf(address), d });
  path.append(svg('title', {}, names.get(address)));
  return path;
}

function label({ right, stacks, y }, address, i) {
  const [low, high] = [y(stacks.at(-1)[i]), y(stacks.at(-1)[i + 1])];
  return low - high < 16 || runs(address).length === 0 ? [] : [svg('text', { class: 'label', x: right - 8, y: (low + high) / 2 + 4, 'text-anchor': 'end' }, names.get(address))];
}
