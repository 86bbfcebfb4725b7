/** What a program sends is read up to a bound, and whoever sends more is told so. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { after, before, test } from 'node:test'
import { bodyOf, Unread } from './body.ts'
import { referenceOf } from './reference.ts'

const MEGABYTE = Buffer.alloc(1024 * 1024, 'x')

const server = createServer((req, res) => {
  const said = (status: number, text: string) => res.writeHead(status).end(text)
  void bodyOf(req).then(
    ({ asked }) => said(200, String(asked.get('a')?.[0]?.length)),
    (failure: unknown) => said(failure instanceof Unread ? failure.code : 500, ''),
  )
})
let port: number
before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
after(() => server.close())

/** Sends so many megabytes without saying how many; the status and the text of the answer. */
async function sends(megabytes: number): Promise<[number | undefined, string]> {
  const req = request({ port, host: '127.0.0.1', method: 'POST' })
  const answered = once(req, 'response')
  req.write('a=')
  for (let n = 0; n < megabytes; n += 1) req.write(MEGABYTE)
  req.end()
  const [res] = await answered
  let text = ''
  for await (const part of res) text += String(part)
  return [res.statusCode, text]
}

test('a body that is too large is answered, however many come at once, and takes no place for good', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, () => sends(26)))
  assert.deepEqual(
    all,
    all.map(() => [413, '']),
  )
  assert.deepEqual(await sends(2), [200, String(2 * MEGABYTE.length)])
})

test('a length that is said and too large is refused before anything is read', async () => {
  const headers = { 'content-length': String(26 * MEGABYTE.length) }
  const req = request({ port, host: '127.0.0.1', method: 'POST', headers })
  req.on('error', () => undefined)
  req.flushHeaders()
  const [res] = await once(req, 'response')
  assert.equal(res.statusCode, 413)
  req.destroy()
})

test('a reference that somebody could guess is no reference, and one in quotes is the same as without', () => {
  assert.deepEqual(['short', '"fifteen-signs-1"', 'x'.repeat(101), ''].map(referenceOf), [
    null,
    null,
    null,
    null,
  ])
  assert.equal(referenceOf(undefined), undefined)
  const plain = '8e03978e-40d5-43dd-bc93-6894a57f9324'
  assert.deepEqual([referenceOf(plain), referenceOf(` "${plain}" `)], [plain, plain])
})
