// Golden vectors for Segment's signature, made by another implementation: Node's JSON.stringify and
// crypto, and crypto alone for texts that JSON.stringify never writes. Run: node src/test/node/signatures.mjs > src/test/resources/signatures.json
import crypto from 'node:crypto';

const secret = 'golden-secret';
const nested = (levels) => (levels === 0 ? 1 : { level: nested(levels - 1) });
const events = [
  { type: 'track', event: 'Numbers', properties: { one: 1.0, big: 1e21, tiny: 1e-7, zero: -0, id: 820982911946154508 } },
  { type: 'identify', userId: 'emoji', traits: { mood: '😀👩‍👩‍👧', flag: '🇺🇸' } },
  { type: 'identify', userId: 'separators', traits: { text: 'a\u2028b\u2029c' } },
  { type: 'track', event: 'Slashes', properties: { url: 'https://example.com/a\\b', quote: '"' } },
  { type: 'track', event: 'Deep', properties: nested(60) },
  { type: 'track', event: 'Controls', properties: { text: '\u0000\u0007\b\f\n\r\t\u001f\u007f' } },
  { type: 'track', event: 'Lone', properties: { text: '\ud800 and \udfff' } },
  { type: 'track', event: 'Noncharacters', properties: { text: '\ufffe\uffff' } },
  { type: 'identify', userId: 'Zoë Ñandú 王', traits: { name: 'عبد الله' } },
  {},
];
const texts = {
  'numbers as written': '{"type":"track","properties":{"one":1.0,"big":1e21,"zero":-0,"half":5.0E-1,"long":820982911946154508}}',
  'escaped slashes': String.raw`{"type":"track","properties":{"url":"https:\/\/example.com\/a","letter":"\u00e9","pair":"\uD83D\uDE00"}}`,
  'blanks': '{ "type" : "track",\n\t"properties" : { } }',
};
const sign = (text) => crypto.createHmac('sha1', secret).update(text).digest('hex');
const named = [
  ...events.map((event) => [event.event ?? event.userId ?? 'empty', JSON.stringify(event)]),
  ...Object.entries(texts),
];
// Over the first event, as Segment signs today, and over the whole body.
const vector = (name, first, body) => ({ name, body, signature: sign(first), bodySignature: sign(body) });
const vectors = named.flatMap(([name, text]) => [
  vector(`${name}, alone`, text, text),
  vector(`${name}, first of two`, text, `[${text},{"type":"track","event":"second","userId":"u"}]`),
]);
vectors.push(vector('array by JSON.stringify', JSON.stringify(events[0]), JSON.stringify(events)));
process.stdout.write(JSON.stringify({ secret, vectors }, null, 1) + '\n');
