import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { carefulFetch } from '#core/harvest'
import { highestOf, isEnough, openProviders, provesResidence } from '#core/providers'
import { acrsFor, levelOf } from './levels.ts'

const servers: Server[] = []
after(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

/** A provider that does nothing but this. */
async function stub(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function departs(issuer: string, allowLoopback = true) {
  const told: string[] = []
  const spec = { name: 'card', issuer, client: 'c', scopes: [], claims: [], levels: {} }
  const providers = openProviders({
    specs: [{ ...spec, authentication: 'secret' }],
    secretOf: () => 'secret',
    url: 'https://city.example',
    clock: () => new Date().toISOString(),
    allowHttp: allowLoopback,
    tell: (_, what) => told.push(what),
    fetch: carefulFetch({
      resolve: async () => ['127.0.0.1'],
      agent: 'test',
      allowLoopback,
      limits: { totalSeconds: 0.3 },
    }),
  })
  return { left: await providers.depart('card', { least: 'low', fresh: false }), told }
}

test('a provider that never answers is given up after the time there is', async () => {
  const { left } = await departs(await stub(() => undefined))
  assert.deepEqual(left, { wrong: 'down' })
})

test('a provider in trouble, and one that is not there, are away', async () => {
  const ill = await stub((_, response) => response.writeHead(503).end('no'))
  assert.deepEqual((await departs(ill)).left, { wrong: 'down' })
  assert.deepEqual((await departs('http://127.0.0.1:9')).left, { wrong: 'down' })
})

test('a provider that speaks for another issuer, or sends us elsewhere, is not believed', async () => {
  const other = await stub((_, response) =>
    response.setHeader('content-type', 'application/json').end('{"issuer":"https://else.example"}'),
  )
  const { left, told } = await departs(other)
  assert.deepEqual(left, { wrong: 'not-believed' })
  assert.match(told.join(), /JSON_ATTRIBUTE_COMPARISON/)
  const elsewhere = await stub((_, response) => response.writeHead(302, { location: other }).end())
  assert.deepEqual((await departs(elsewhere)).left, { wrong: 'not-believed' })
})

test('in a real city this machine is no provider', async () => {
  const asked: string[] = []
  const near = await stub((request, response) => {
    asked.push(String(request.url))
    response.end('{}')
  })
  assert.notEqual('to' in (await departs(near, false)).left, true)
  assert.deepEqual(asked, [])
})

test('a level counts only where the city vouched for it', () => {
  const spec = { levels: { one: 'low', two: 'substantial', three: 'high' } } as const
  assert.deepEqual(acrsFor(spec, 'substantial'), ['two', 'three'])
  assert.deepEqual(acrsFor(spec, 'low'), [])
  assert.equal(levelOf(spec, 'three'), 'high')
  for (const acr of ['four', undefined, 3, 'toString']) assert.equal(levelOf(spec, acr), 'low')
  assert.equal(highestOf({ levels: {} }), 'low')
  assert.equal(isEnough('substantial', 'high'), false)
})

test('a claim proves residence by its value, at its path, and nothing else does', () => {
  const rule = { claim: 'address.locality', is: ['Luzarra'] }
  const told = (claims: Record<string, unknown>) => provesResidence({ claims }, rule)
  assert.equal(told({ address: { locality: ' luzarra ' } }), true)
  assert.equal(told({ 'address.locality': 'Luzarra' }), true)
  for (const address of [{ locality: 'Grenoble' }, { locality: true }, 'Luzarra', null, undefined])
    assert.equal(told({ address }), false)
  const flag = { claim: 'resident' }
  assert.equal(provesResidence({ claims: { resident: true } }, flag), true)
  assert.equal(provesResidence({ claims: { resident: 'true' } }, flag), false)
  assert.equal(provesResidence({ claims: { resident: true } }, undefined), false)
})
