// Golden vectors for Segment's signature, made by another implementation: Node's JSON.stringify and
// crypto. Run: node src/test/node/signatures.mjs > src/test/resources/signatures.json
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
const sign = (text) => crypto.createHmac('sha1', secret).update(text).digest('hex');
const vectors = events.flatMap((event) => {
  const text = JSON.stringify(event);
  const array = JSON.stringify([event, { type: 'track', event: 'second', userId: 'u' }]);
  return [
    { name: `${event.event ?? event.userId ?? 'empty'}, alone`, body: text, signature: sign(text) },
    { name: `${event.event ?? event.userId ?? 'empty'}, first of two`, body: array, signature: sign(text) },
  ];
});
process.stdout.write(JSON.stringify({ secret, vectors }, null, 1) + '\n');
