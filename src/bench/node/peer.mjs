// The peer of `exec:exec@bench -Dname=peers`: what runs as a Segment Function, on a server of its own.
// node peer.mjs SECRET SINK_URL fetch|http; prints its port.
import { createHmac, timingSafeEqual } from 'node:crypto'
import http from 'node:http'

const [secret, sink, client] = process.argv.slice(2)
const SENDERS = 10 // as many posts at once as the bridge has
const agent = new http.Agent({ keepAlive: true })
const headers = { authorization: 'bench-regal-key', 'content-type': 'application/json' }

const post = client === 'fetch'
  ? async body => {
      const answer = await fetch(sink, { method: 'POST', headers, body })
      await answer.text()
      if (!answer.ok) throw new Error(`Regal answered ${answer.status}`)
    }
  : body => new Promise((resolve, reject) => {
      const request = http.request(sink, { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
        answer => answer.resume().on('end', () => answer.statusCode < 300 ? resolve() : reject(new Error(`Regal answered ${answer.statusCode}`))))
      request.on('error', reject).end(body)
    })

function verify(event, signature) {
  const ours = createHmac('sha1', secret).update(JSON.stringify(event)).digest('hex')
  return signature?.length === ours.length && timingSafeEqual(Buffer.from(signature), Buffer.from(ours))
}

function map({ type, event, name, userId, traits = {}, properties, timestamp }) {
  const { phone, email, ...rest } = traits
  if (phone) rest.phones = { [phone]: { isPrimary: true } }
  if (email) rest.emails = { [email]: { isPrimary: true } }
  const named = { track: event, page: 'pageview', screen: 'screen' }[type]
  return JSON.stringify({ userId, traits: rest, name: named, properties: name ? { ...properties, name } : properties,
    originalTimestamp: timestamp, eventSource: 'Segment' })
}

http.createServer(async (request, answer) => {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  const json = JSON.parse(body)
  const events = Array.isArray(json) ? json : [json]
  if (!verify(events[0], request.headers['x-signature'])) return answer.writeHead(401).end()
  try {
    await Promise.all(Array.from({ length: SENDERS }, async (_, first) => {
      for (let i = first; i < events.length; i += SENDERS) await post(map(events[i]))
    }))
    answer.writeHead(200).end()
  } catch {
    answer.writeHead(503).end()
  }
}).listen(0, '127.0.0.1', function () { console.log(this.address().port) })
