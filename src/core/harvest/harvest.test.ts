import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { type Answer, freshnessOf, nextAsk, openHarvester, type Resolve } from './index.ts'

type Act = (request: IncomingMessage, response: ServerResponse) => void

const acts = new Map<string, Act>()
const asked: IncomingMessage['headers'][] = []
const sockets = new Set<Socket>()
let server: Server
let port = 0
let atOnce = 0
let mostAtOnce = 0

before(async () => {
  server = createServer((request, response) => {
    asked.push(request.headers)
    atOnce += 1
    mostAtOnce = Math.max(mostAtOnce, atOnce)
    response.once('close', () => (atOnce -= 1))
    const act = acts.get(new URL(request.url ?? '/', 'http://x').pathname)
    if (act) act(request, response)
    else response.writeHead(404).end()
  })
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})

after(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
})

const here: Resolve = async () => ['127.0.0.1']
const patient = { connectSeconds: 60, totalSeconds: 60 }
const quick = { connectSeconds: 1, totalSeconds: 1 }

interface Trial {
  readonly path: string
  readonly act?: Act
  readonly resolve?: Resolve
  readonly most?: number
  readonly host?: string
  readonly limits?: typeof quick
}

function ask({ path, act, resolve = here, most = 100_000, host = 'city.example', ...more }: Trial) {
  if (act) acts.set(path, act)
  const { limits = patient } = more
  const harvester = openHarvester({ resolve, agent: 'trial', allowLoopback: true, limits })
  const url = `http://${host}:${port}${path}`
  return harvester.city(['city.example']).ask({ url, mostBytes: most })
}

const failed = (answer: Answer) => (answer.outcome === 'failed' ? answer.failure : answer.outcome)
const to =
  (location: string): Act =>
  (_, response) =>
    void response.writeHead(302, { location }).end()
const text = (answer: Answer) =>
  answer.outcome === 'came' ? Buffer.from(answer.bytes).toString() : failed(answer)

test('a document comes with its bytes, their hash, its type and where it came from', async () => {
  const act: Act = (_, response) =>
    void response
      .writeHead(200, { 'content-type': 'Application/JSON; charset=utf-8', etag: '"1"' })
      .end('{"a":1}')
  const answer = await ask({ path: '/plain', act })
  assert.ok(answer.outcome === 'came')
  assert.equal(answer.type, 'application/json')
  assert.equal(answer.etag, '"1"')
  assert.equal(answer.sha256, createHash('sha256').update('{"a":1}').digest('hex'))
  assert.equal(asked.at(-1)?.['user-agent'], 'trial')
})

test('the hash is that of the unpacked document, however it was packed', async () => {
  const packed =
    (encoding: string, bytes: Buffer): Act =>
    (_, response) =>
      void response.writeHead(200, { 'content-encoding': encoding }).end(bytes)
  const one = await ask({ path: '/gzip', act: packed('gzip', gzipSync('lamp')) })
  const two = await ask({ path: '/br', act: packed('br', brotliCompressSync('lamp')) })
  assert.equal(text(one), 'lamp')
  assert.equal(text(two), 'lamp')
  assert.equal(failed(await ask({ path: '/odd', act: packed('zip', gzipSync('x')) })), 'bad-answer')
  assert.equal(
    failed(await ask({ path: '/no', act: packed('gzip', Buffer.from('x')) })),
    'bad-answer',
  )
})

test('a gzip bomb is stopped when it has unpacked as much as was asked for', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  assert.ok(bomb.length < 100_000)
  const act: Act = (_, response) =>
    void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
  assert.equal(failed(await ask({ path: '/bomb', act })), 'too-large')
})

test('a body without end is stopped, and its connection is closed', async () => {
  let close = () => {}
  const closed = new Promise<boolean>((tell) => (close = () => tell(true)))
  const act: Act = (_, response) => {
    response.writeHead(200)
    const more = setInterval(() => response.write(Buffer.alloc(10_000)), 1)
    response.once('close', () => {
      clearInterval(more)
      close()
    })
  }
  assert.equal(failed(await ask({ path: '/endless', act })), 'too-large')
  assert.ok(await Promise.race([closed, pause(10_000, false, { ref: false })]))
})

test('a document that says it is too large is not even begun', async () => {
  const act: Act = (_, response) =>
    void response.writeHead(200, { 'content-length': '999999' }).write('x')
  assert.equal(failed(await ask({ path: '/announced', act })), 'too-large')
})

test('a server that answers a byte now and then is left after the time is over', async () => {
  const drip: Act = (_, response) => {
    response.writeHead(200)
    const more = setInterval(() => response.write('.'), 100)
    response.once('close', () => clearInterval(more))
  }
  const began = Date.now()
  assert.equal(failed(await ask({ path: '/drip', act: drip, limits: quick })), 'too-slow')
  const silent: Act = () => undefined
  assert.equal(failed(await ask({ path: '/silent', act: silent, limits: quick })), 'too-slow')
  assert.ok(Date.now() - began < 30_000)
})

test('headers without end are refused', async () => {
  const act: Act = (_, response) =>
    void response.writeHead(200, { 'x-long': 'x'.repeat(30_000) }).end()
  assert.equal(failed(await ask({ path: '/headers', act })), 'headers-too-large')
})

test('three redirects are followed, a fourth is not', async () => {
  acts.set('/hop0', (_, response) => void response.end('there'))
  for (const n of [1, 2, 3, 4]) acts.set(`/hop${n}`, to(`/hop${n - 1}`))
  assert.equal(text(await ask({ path: '/hop3' })), 'there')
  assert.equal(failed(await ask({ path: '/hop4' })), 'too-many-redirects')
})

test('a redirect leaves the declared domains only to be refused', async () => {
  const away = to(`http://evil.example:${port}/plain`)
  assert.equal(failed(await ask({ path: '/away', act: away })), 'domain-not-declared')
  const below = to(`http://data.city.example:${port}/hop0`)
  assert.equal(text(await ask({ path: '/below', act: below })), 'there')
  const alike = to(`http://notcity.example:${port}/hop0`)
  assert.equal(failed(await ask({ path: '/alike', act: alike })), 'domain-not-declared')
  const nowhere = to('http://[')
  assert.equal(failed(await ask({ path: '/nowhere', act: nowhere })), 'bad-answer')
})

test('a redirect to a private address is refused, also to one the name has only now', async () => {
  const resolve: Resolve = async (name) => [name === 'city.example' ? '127.0.0.1' : '10.0.0.7']
  const inside = to(`http://intranet.city.example:${port}/`)
  assert.equal(failed(await ask({ path: '/inside', act: inside, resolve })), 'address-forbidden')
  let answers = 0
  const rebinding: Resolve = async () => [(answers += 1) === 1 ? '127.0.0.1' : '169.254.169.254']
  const again = to(`http://city.example:${port}/plain`)
  assert.equal(
    failed(await ask({ path: '/again', act: again, resolve: rebinding })),
    'address-forbidden',
  )
})

test('a name is resolved once: the connection goes to the address that was checked', async () => {
  let answers = 0
  const resolve: Resolve = async () => [(answers += 1) === 1 ? '127.0.0.1' : '10.0.0.1']
  assert.equal(text(await ask({ path: '/hop0', resolve })), 'there')
  assert.equal(answers, 1)
})

test('one private address among public ones forbids them all', async () => {
  const resolve: Resolve = async () => ['127.0.0.1', '192.168.1.1']
  assert.equal(failed(await ask({ path: '/hop0', resolve })), 'address-forbidden')
  assert.equal(failed(await ask({ path: '/hop0', resolve: async () => [] })), 'no-such-name')
})

test('in a real city neither http nor this machine nor a bare address is asked', async () => {
  const real = openHarvester({ resolve: here, agent: 'trial' }).city(['city.example'])
  const how = async (url: string) => failed(await real.ask({ url, mostBytes: 10 }))
  assert.equal(await how('http://city.example/'), 'not-https')
  assert.equal(await how('https://city.example/'), 'address-forbidden')
  assert.equal(await how('https://93.184.216.34/'), 'address-forbidden')
  assert.equal(await how('https://0x7f000001/'), 'address-forbidden')
  assert.equal(await how('https://[::ffff:127.0.0.1]/'), 'address-forbidden')
  assert.equal(await how('https://city.example:8443/'), 'address-forbidden')
  assert.equal(await how('https://name:secret@city.example/'), 'bad-address')
  assert.equal(await how('file:///etc/passwd'), 'not-https')
  assert.equal(await how('nonsense'), 'bad-address')
})

test('what did not change is not sent again', async () => {
  const act: Act = (request, response) =>
    void (request.headers['if-none-match'] === '"7"'
      ? response.writeHead(304).end()
      : response.writeHead(200, { etag: '"7"' }).end('long'))
  acts.set('/known', act)
  const city = openHarvester({ resolve: here, agent: 'trial', allowLoopback: true }).city([])
  const url = `http://city.example:${port}/known`
  const first = await city.ask({ url, mostBytes: 100 })
  assert.ok(first.outcome === 'came')
  const known = { etag: first.etag, modified: 'Mon, 02 Mar 2026 09:00:00 GMT' }
  assert.equal((await city.ask({ url, mostBytes: 100, known })).outcome, 'unchanged')
  assert.equal(asked.at(-1)?.['if-modified-since'], 'Mon, 02 Mar 2026 09:00:00 GMT')
})

test('an error of the server is an answer with its number, not a document that is believed', async () => {
  const answer = await ask({ path: '/down', act: (_, r) => void r.writeHead(503).end('later') })
  assert.ok(answer.outcome === 'came')
  assert.equal(answer.status, 503)
})

test('a city is asked for two documents at once, and no more', async () => {
  acts.set('/slow', (_, response) => void setTimeout(() => response.end('.'), 60))
  const city = openHarvester({ resolve: here, agent: 'trial', allowLoopback: true }).city([])
  const url = `http://city.example:${port}/slow`
  mostAtOnce = 0
  await Promise.all(Array.from({ length: 6 }, () => city.ask({ url, mostBytes: 10 })))
  assert.equal(mostAtOnce, 2)
})

test('a city that is slow in everything is left when its time is over, however much it declares', async () => {
  acts.set('/crawl', (_, response) => void setTimeout(() => response.end('.'), 400))
  const limits = { citySeconds: 2 }
  const settings = { resolve: here, agent: 'trial', allowLoopback: true, limits }
  const city = openHarvester(settings).city([])
  const url = `http://city.example:${port}/crawl`
  const wanted = Array.from({ length: 40 }, () => city.ask({ url, mostBytes: 10 }))
  const began = Date.now()
  const answers = (await Promise.all(wanted)).map(failed)
  assert.ok(Date.now() - began < 7000)
  assert.equal(answers[0], 'came')
  assert.equal(answers.at(-1), 'too-slow')
})

test('whoever stops asking gets an answer at once', async () => {
  acts.set('/never', () => undefined)
  const city = openHarvester({ resolve: here, agent: 'trial', allowLoopback: true }).city([])
  const stop = new AbortController()
  const asking = city.ask({ url: `http://city.example:${port}/never`, mostBytes: 9 }, stop.signal)
  setTimeout(() => stop.abort(), 20)
  assert.equal(failed(await asking), 'stopped')
})

test('a city that fails is asked after an hour, then a day, then a week', () => {
  const now = '2026-03-02T00:00:00.000Z'
  assert.equal(nextAsk(now, 1, 'a'), '2026-03-02T01:00:00.000Z')
  assert.equal(nextAsk(now, 2, 'a'), '2026-03-03T00:00:00.000Z')
  assert.equal(nextAsk(now, 3, 'a'), '2026-03-09T00:00:00.000Z')
  assert.equal(nextAsk(now, 30, 'a'), '2026-03-09T00:00:00.000Z')
  const hours = (Date.parse(nextAsk(now, 0, 'luzarra.example')) - Date.parse(now)) / 3_600_000
  assert.ok(hours >= 23 && hours <= 25)
  assert.notEqual(nextAsk(now, 0, 'a.example'), nextAsk(now, 0, 'b.example'))
})

test('facts are fresh for a week, stale for a month, and then lost, but they stay', () => {
  const now = '2026-03-31T00:00:00.000Z'
  assert.equal(freshnessOf('2026-03-24T00:00:01.000Z', now), 'fresh')
  assert.equal(freshnessOf('2026-03-24T00:00:00.000Z', now), 'stale')
  assert.equal(freshnessOf('2026-03-01T00:00:00.000Z', now), 'stale')
  assert.equal(freshnessOf('2026-02-28T23:59:59.000Z', now), 'lost')
  assert.equal(freshnessOf(null, now), 'never')
})
