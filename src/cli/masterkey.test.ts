/** What an operator types for the master key: three people get a share, two bring it back. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const folder = mkdtempSync(join(tmpdir(), 'cityright-master-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const hook = fileURLToPath(new URL('../../scripts/hook.mjs', import.meta.url))
const keys = join(folder, 'keys')

async function masterkey(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, KEYS: keys, DATA: join(folder, 'data') }
  const child = spawn(process.execPath, ['--import', hook, main, 'masterkey', ...args], { env })
  const said = { out: '', err: '' }
  child.stdout.on('data', (part) => (said.out += String(part)))
  child.stderr.on('data', (part) => (said.err += String(part)))
  const code = await new Promise<number>((done) => child.once('close', (n) => done(n ?? -1)))
  return { code, ...said }
}

test('three roles get a share each on paper, and two of them bring the lost key back', async () => {
  mkdirSync(keys, { mode: 0o700 })
  const key = 'c4'.repeat(32)
  writeFileSync(join(keys, 'vault.key'), `${key}\n`, { mode: 0o600 })
  const alone = await masterkey('show')
  assert.deepEqual([alone.code, /Nobody could bring/.test(alone.out)], [1, true])
  const holders = ['officer', 'IT', 'ombudsman'].flatMap((role) => ['--holder', role])
  const made = await masterkey('escrow', ...holders, '--json')
  const { shares } = JSON.parse(made.out) as { shares: string[] }
  assert.deepEqual([made.code, shares.length], [0, 3])
  rmSync(join(keys, 'vault.key'))
  const files = shares.slice(1).map((share, n) => {
    writeFileSync(join(folder, `share-${n}`), `${share}\n`)
    return ['--share', join(folder, `share-${n}`)]
  })
  const back = await masterkey('recover', ...files.flat())
  assert.deepEqual([back.code, back.err], [0, ''])
  assert.equal(readFileSync(join(keys, 'vault.key'), 'utf8').trim(), key)
  assert.equal((await masterkey('show')).code, 1, 'nobody has tried the shares')
  const tried = await masterkey('rehearse', ...files.flat())
  assert.deepEqual([tried.code, tried.err], [0, ''])
  assert.equal((await masterkey('show')).code, 0)
  await masterkey('escrow', ...holders)
  assert.equal((await masterkey('show')).code, 1, 'new shares are tried anew')
})
