/** What an operator and a journalist type: keys are changed, evidence is checked, in one line each. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openLogKeys } from '#core/record'
import {
  checkpointText,
  evidenceText,
  keyText,
  leafHash,
  noteText,
  signerKey,
  type SignerKey,
  signLine,
} from '#core/record/log'

const folder = mkdtempSync(join(tmpdir(), 'cityright-keys-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const hook = fileURLToPath(new URL('../../scripts/hook.mjs', import.meta.url))

async function cityright(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', hook, main, ...args])
  const said = { out: '', err: '' }
  child.stdout.on('data', (part) => (said.out += String(part)))
  child.stderr.on('data', (part) => (said.err += String(part)))
  const code = await new Promise<number>((done) => child.once('close', (n) => done(n ?? -1)))
  return { code, ...said }
}

const note = (key: SignerKey, size: number, what: string) => {
  const root = leafHash(Buffer.from(what))
  const text = checkpointText({ origin: key.name, size, root })
  return noteText({ text, lines: [signLine(key, text, 1_700_000_000)] })
}

test('a journalist checks evidence in one line: what is proven, what is a doubt, what is nothing', async () => {
  const key = signerKey('luzarra.example/record', 1, generateKeyPairSync('ed25519').privateKey)
  const policy = join(folder, 'policy')
  writeFileSync(policy, `log ${keyText(key)}\nquorum none\n`)
  const file = (name: string, a: string, b: string) => {
    const text = evidenceText({ logs: [key], notes: [a, b], proof: [] })
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const split = file('split.json', note(key, 300, 'a'), note(key, 300, 'b'))
  const proven = await cityright('verify', split, '--policy', policy)
  assert.deepEqual([proven.code, proven.err], [0, ''])
  assert.equal(
    proven.out,
    'luzarra.example/record signed two different records of 300 entries: proven.\n',
  )
  const alone = await cityright('verify', split)
  assert.match(alone.out, /proven\.\nWhose key that is/)
  const { code, out } = await cityright('verify', split, '--json')
  assert.deepEqual([code, (JSON.parse(out) as { proven: boolean }).proven], [0, true])
  const doubt = await cityright('verify', file('d.json', note(key, 3, 'a'), note(key, 5, 'b')))
  assert.deepEqual([doubt.code, /a doubt, no proof/.test(doubt.out)], [1, true])
  const same = await cityright('verify', file('s.json', note(key, 3, 'a'), note(key, 3, 'a')))
  assert.deepEqual([same.code, /do not contradict/.test(same.err)], [1, true])
  const other = join(folder, 'other')
  const stranger = signerKey('portel.example/record', 1, generateKeyPairSync('ed25519').privateKey)
  writeFileSync(other, `log ${keyText(stranger)}\nquorum none\n`)
  const wrong = await cityright('verify', split, '--policy', other)
  assert.deepEqual([wrong.code, /no key that the policy names/.test(wrong.err)], [1, true])
})

test('an operator shows, changes and replaces keys; what is too early or wrong is refused in one sentence', async () => {
  const keys = join(folder, 'keys')
  const where = ['--keys', keys]
  const none = await cityright('keys', 'show', ...where)
  assert.deepEqual([none.code, /holds no keys of a city/.test(none.err)], [1, true])
  const { log } = openLogKeys({ folder: keys, url: 'https://luzarra.example' })
  const [first] = log.map(keyText)
  const shown = await cityright('keys', 'show', ...where)
  assert.equal(shown.code, 0)
  assert.ok(first && shown.out.includes(first))
  assert.match(shown.out, /not in the record yet/)
  const early = await cityright('keys', 'retire', ...where)
  assert.deepEqual([early.code, /rotate first/.test(early.err)], [1, true])
  const rotated = await cityright('keys', 'rotate', ...where, '--json')
  const { added } = JSON.parse(rotated.out) as { added: string[] }
  assert.deepEqual([rotated.code, added.length], [0, 1])
  const soon = await cityright('keys', 'retire', ...where)
  assert.deepEqual([soon.code, /does not name the new key yet/.test(soon.err)], [1, true])
  const lost = await cityright('keys', 'restart', ...where)
  assert.deepEqual([lost.code, /--checkpoint FILE/.test(lost.err)], [1, true])
  const file = join(folder, 'checkpoint')
  const signer = log[0]
  assert.ok(signer)
  writeFileSync(file, note(signer, 1, 'a'))
  const anew = await cityright('keys', 'restart', ...where, '--checkpoint', file)
  assert.equal(anew.code, 0, anew.err)
  assert.match(
    anew.out,
    /luzarra\.example\/record ends at 1 entries\. luzarra\.example\/record-2 begins/,
  )
  const left = readdirSync(keys).filter((name) => name.endsWith('.key'))
  assert.deepEqual(
    left.filter((name) => !/^(?:record-2-ed25519-\w+|witness)\.key$/.test(name)),
    [],
  )
  assert.equal((await cityright('keys', 'rotate', '--wrong')).code, 2)
  assert.equal((await cityright('keys', 'nothing')).code, 2)
})
