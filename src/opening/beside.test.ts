/** Witnesses beside the sample city: they cosign, come back when they die, and end with the city. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  addCheckpointBody,
  checkpointText,
  emptyRoot,
  keyText,
  noteText,
  parsePolicy,
  signerKey,
  signLine,
} from '#core/record/log'
import { neighboursOf, startBeside, type Witnesses } from './beside.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-beside-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const city = fileURLToPath(new URL('../../cities/luzarra', import.meta.url))
const log = signerKey('luzarra.example/record', 1, generateKeyPairSync('ed25519').privateKey)

const lives = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

async function until(true_: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await true_()) return
    await pause(50)
  }
  assert.fail('it did not happen within half a minute')
}

async function begun(): Promise<{ witnesses: Witnesses; policy: () => string }> {
  let policy = ''
  const witnesses = await startBeside(
    neighboursOf(city),
    { folder, tell: () => undefined, logs: [keyText(log)] },
    (text) => (policy = text),
  )
  return { witnesses, policy: () => policy }
}

async function cosigned(url: string | undefined): Promise<number> {
  const text = checkpointText({ origin: log.name, size: 0, root: emptyRoot })
  const note = noteText({ text, lines: [signLine(log, text, 0)] })
  const body = addCheckpointBody(0, [], note)
  const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body }).catch(() => null)
  return answer?.status ?? 0
}

test('the library and the newspaper cosign, come back when they die, and keep key and address', async () => {
  const first = await begun()
  const known = parsePolicy(first.policy())
  assert.equal(known.witnesses.length, 2)
  assert.deepEqual(known.groups.get(known.quorum)?.least, 2)
  for (const { url } of known.witnesses) assert.equal(await cosigned(url), 200)
  const pids = first.witnesses.pids()
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  await until(async () => (await cosigned(known.witnesses[0]?.url)) === 200)
  await until(() => first.witnesses.pids().length === 2)
  assert.ok(first.witnesses.pids().every((pid) => !pids.includes(pid)))
  const now = first.witnesses.pids()
  await first.witnesses.stop()
  assert.ok(now.every((pid) => !lives(pid)))

  const second = await begun()
  assert.equal(second.policy(), first.policy())
  await second.witnesses.stop()
})

test('when the city is killed, its witnesses notice and end', async () => {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const code = `
    const { startBeside, neighboursOf } = await import(${JSON.stringify(here('beside.ts'))})
    const of = { folder: ${JSON.stringify(folder)}, tell: () => undefined, logs: [${JSON.stringify(keyText(log))}] }
    const kept = await startBeside(neighboursOf(${JSON.stringify(city)}), of, () => undefined)
    process.stdout.write(JSON.stringify(kept.pids()) + '\\n')
    setInterval(() => undefined, 1000)`
  const flags = ['--import', here('../../scripts/hook.mjs'), '--input-type=module', '-e', code]
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = await new Promise((done) => child.stdout.once('data', (part) => done(String(part))))
  const pids = JSON.parse(String(said)) as number[]
  assert.equal(pids.filter(lives).length, 2)
  child.kill('SIGKILL')
  try {
    await until(() => pids.every((pid) => !lives(pid)))
  } finally {
    for (const pid of pids.filter(lives)) process.kill(pid, 'SIGKILL')
  }
})
