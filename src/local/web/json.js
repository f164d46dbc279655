// JSON as lines, and Segment's event beside Regal's request: each field of the one linked to the other.
import { h, fill } from './dom.js';
import { maskedJson, onToggle, shown, visible } from './mask.js';

/** What a path is called while personal data is masked. */
function named(path, labels) {
  const label = shown() ? path : labels.get(path) ?? path.replace(/\['(?:\\.|[^'\\])*'\]/g, "['•••']");
  return visible(label.replace(/^\$\./, ''));
}

function lineOf(line, note) {
  const element = h('div', { class: 'line', 'data-type': line.type, 'data-path': line.path ?? null });
  element.style.paddingLeft = `calc(${line.depth} * 1.4ch + 4px)`;
  const value = line.type === 'raw' ? (shown() ? visible(line.value) : '••• (not JSON; masked until shown)') : line.personal ? maskedJson(line.value) : visible(line.value);
  element.append(h('span', { class: 'code' },
    line.key ? [h('span', { class: 'key' }, line.personalKey ? maskedJson(line.key) : visible(line.key)), ': '] : null,
    h('span', { class: 'value' }, value), line.comma ? ',' : null));
  if (note) element.append(note);
  return element;
}

/** One JSON value as lines. */
export function json(lines, label) {
  const box = h('div', { class: 'json', role: 'group', 'aria-label': label, tabindex: '0' });
  const draw = () => fill(box, lines.map((line) => lineOf(line)));
  draw();
  watch(box, draw);
  return box;
}

/** Redraws when masking changes, as long as the element is in the page. */
function watch(element, draw) {
  const end = onToggle(() => (element.isConnected ? draw() : end()));
}

/** Segment's lines and Regal's lines side by side. */
export function sideBySide(segment, regal, origins, deciding, words) {
  const labels = new Map([...segment, ...regal].filter((line) => line.path).map((line) => [line.path, line.label]));
  const byTarget = new Map(origins.map((origin) => [origin.to, origin]));
  const targets = new Map();
  for (const origin of origins) {
    for (const place of [...origin.from, ...origin.needs]) {
      targets.set(place.path, [...(targets.get(place.path) ?? []), origin.to]);
    }
  }
  const caption = h('p', { class: 'caption', 'aria-live': 'polite' });
  const left = h('div', { class: 'json', role: 'group', 'aria-label': "Segment's event" });
  const right = h('div', { class: 'json', role: 'group', 'aria-label': "Regal's request" });

  function light(from, to, text) {
    for (const [box, paths] of [[left, from], [right, to]]) {
      for (const line of box.querySelectorAll('[data-path]')) line.classList.toggle('lit', paths.includes(line.dataset.path));
    }
    caption.textContent = text;
  }

  function sentence(origin) {
    const places = (list) => list.map((place) => named(place.path, labels)).join(', ');
    const from = origin.from.length > 0 ? ` ${places(origin.from)}` : '';
    const needs = origin.needs.length > 0 ? `; without ${places(origin.needs)} it would not be there` : '';
    return `${named(origin.to, labels)} ${origin.words}${from}${needs} (${origin.rule})`;
  }

  function linked(element, from, to, text, other) {
    const show = () => light(from, to, text());
    element.classList.add('linked');
    element.setAttribute('tabindex', '0');
    element.addEventListener('mouseenter', show);
    element.addEventListener('focus', show);
    const jump = () => { show(); other()?.scrollIntoView({ block: 'nearest' }); };
    element.addEventListener('click', jump);
    element.addEventListener('keydown', (event) => { if (event.key === 'Enter') jump(); });
  }

  const find = (box, path) => [...box.querySelectorAll('[data-path]')].find((line) => line.dataset.path === path);

  function regalLine(line) {
    const origin = byTarget.get(line.path);
    if (!origin || line.type === 'close') return lineOf(line);
    const from = origin.from.map((place) => place.path);
    const source = from.length > 0 ? `← ${named(from[0], labels)}` : `← rule ${origin.rule}`;
    const element = lineOf(line, h('span', { class: 'origin', title: source }, source));
    linked(element, [...from, ...origin.needs.map((place) => place.path)], [line.path], () => sentence(origin), () => find(left, from[0]));
    return element;
  }

  function segmentLine(line) {
    const to = targets.get(line.path);
    const element = lineOf(line);
    if (to) {
      linked(element, [line.path], to, () => `${named(line.path, labels)} → ${to.map((path) => named(path, labels)).join(', ')}`, () => find(right, to[0]));
    } else if (deciding.includes(line.path)) {
      element.title = 'decides whether anything is sent';
    } else if (origins.length > 0 && !['open', 'close', 'null'].includes(line.type)) {
      element.classList.add('unused');
      element.title = 'another value here changes nothing in the request';
    }
    return element;
  }

  const draw = () => {
    fill(left, segment.map(segmentLine));
    fill(right, regal.map(regalLine));
    caption.textContent = origins.length > 0
      ? 'Point at a field, or go to it with Tab, to see where it came from.'
      : 'Too large to trace where each field came from.';
  };
  draw();
  const element = h('div', { class: 'beside' },
    h('div', {}, h('h3', {}, 'Segment sent'), left),
    h('div', {}, h('h3', {}, words), right),
    caption);
  watch(element, draw);
  return element;
}
