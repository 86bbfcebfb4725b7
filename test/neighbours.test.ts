/** Two cities, each a process of its own with its own databases, witness each other's records. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openLogKeys } from '#core/record'
import { checkProof, keyText, parsePolicy, proofFrom, verifyLog } from '#core/record/log'
import { freePort } from '#test/free-port'
import { promise } from '#test/promise'
import { freshDatabases } from './databases.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-neighbours-'))
const closing: (() => Promise<void>)[] = []
after(async () => {
  for (const close of closing.toReversed()) await close()
  rmSync(folder, { recursive: true, force: true })
})

/** A city that has its keys and not yet its neighbour. */
async function founded(name: string) {
  const url = `http://127.0.0.1:${await freePort()}`
  const keys = openLogKeys({ folder: join(folder, `${name}.keys`), url })
  return { name, url, keys }
}
type Founded = Awaited<ReturnType<typeof founded>>

/** Opens it as its operator would; the other city is in its policy as a log and as a witness. */
async function opened(city: Founded, other: Founded): Promise<void> {
  const policy = join(folder, `${city.name}.policy`)
  writeFileSync(
    policy,
    [
      ...other.keys.log.map((key) => `log ${keyText(key)}`),
      `witness ${other.name} ${keyText(other.keys.witness)} ${other.url}/witness`,
      `quorum ${other.name}\n`,
    ].join('\n'),
  )
  const databases = await freshDatabases(join(folder, city.name))
  closing.push(databases.drop)
  const none = { DATABASE_URL: '', VAULT_DATABASE_URL: '', VAULT_SOCKET: '', LOG_LEVEL: 'error' }
  const own = { ...none, ...databases.environment, NODE_TEST_CONTEXT: '', RECORD_POLICY: policy }
  const places = { DATA: join(folder, city.name), KEYS: join(folder, `${city.name}.keys`) }
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--test'))
  const main = join(import.meta.dirname, '../src/main.ts')
  const args = [...flags, main, 'start', '--no-sample', '--port', new URL(city.url).port]
  const env = { ...process.env, ...own, ...places, PUBLIC_URL: city.url }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  closing.push(async () => {
    child.kill('SIGTERM')
    await ended
  })
}

const read = (city: Founded) => async (path: string) => {
  const answer = await fetch(`${city.url}/record/${path}`)
  return answer.status === 200 ? new Uint8Array(await answer.arrayBuffer()) : undefined
}
const textOf = async (city: Founded, path: string) =>
  Buffer.from((await read(city)(path)) ?? []).toString()

/** The record holds, and the neighbour has seen all of it; asked until it is so. */
async function witnessed(city: Founded) {
  for (let tries = 0; tries < 1900; tries += 1) {
    try {
      const policy = parsePolicy(await textOf(city, 'policy'))
      const whole = await verifyLog({ read: read(city), policy })
      if (whole.quorum) return { policy, whole }
    } catch {
      // It is not open yet, or grew while it was read.
    }
    await pause(250)
  }
  return assert.fail(`${city.name} was not witnessed within eight minutes`)
}

test('two cities witness each other: the proof of an act of either shows the other’s signature', async () => {
  promise('P3.6')
  const [luzarra, portel] = await Promise.all([founded('luzarra'), founded('portel')])
  await opened(luzarra, portel)
  await opened(portel, luzarra)
  for (const [city, other] of [
    [luzarra, portel],
    [portel, luzarra],
  ] as const) {
    const { policy, whole } = await witnessed(city)
    assert.deepEqual(
      whole.cosigned.map(({ name }) => name),
      [other.name],
    )
    assert.ok((whole.kinds.get('log.key') ?? 0) >= 2, 'the first entries name the keys')
    const listed = await fetch(`${city.url}/api/record?kind=log.key`)
    const { entries } = (await listed.json()) as { entries: { id: string; position: number }[] }
    const first = entries.find(({ position }) => position === 0)
    assert.ok(first, 'the first entry of the log names its key')
    const proof = proofFrom(await textOf(city, `proof/${first.id}.tlog-proof`))
    assert.ok(proof)
    const { quorum, cosigned, index } = checkProof(proof, policy)
    assert.deepEqual([quorum, cosigned.length, policy.witnesses.length, index], [true, 1, 1, 0])
    const evidence = await fetch(`${city.url}/witness/evidence`)
    assert.deepEqual(await evidence.json(), { v: 1, evidence: [] })
    const page = await (await fetch(`${city.url}/record/${first.id}`)).text()
    assert.match(page, /1 of 1/)
  }
})
