import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { z } from 'zod'
import { openDatabase, sql } from '#core/database'
import { snapshotOf } from '#test/database'
import { lockFolder } from './folder-lock.ts'

const root = mkdtempSync(join(tmpdir(), 'cityright-lock-'))
after(() => rmSync(root, { recursive: true }))

const hook = new URL('../../../scripts/hook.mjs', import.meta.url).href
const home = new URL('../../../', import.meta.url)

const seed = await snapshotOf([])

/** Another process of the city, which writes without end and says the number of each commit. */
const WRITER = `
  import { openDatabase, sql } from '#core/database'
  const [, folder, from, snapshot] = process.argv
  const db = await openDatabase({ folder, snapshot })
  await db.script('create table if not exists note (n int primary key, text text)')
  for (let n = Number(from); ; n += 1) {
    await db.transact((tx) => tx.run(sql\`insert into note values (\${n}, repeat('x', 2000))\`))
    process.stdout.write(n + '\\n')
  }`

function writer(folder: string, from: number): ChildProcess {
  const options = [
    '--import',
    hook,
    '--input-type=module',
    '-e',
    WRITER,
    folder,
    String(from),
    seed,
  ]
  return spawn(process.execPath, options, { cwd: home, stdio: ['ignore', 'pipe', 'inherit'] })
}

async function hear(child: ChildProcess, enough: (n: number) => boolean): Promise<number> {
  assert.ok(child.stdout)
  let last = 0
  for await (const line of createInterface(child.stdout)) {
    last = Number(line)
    if (enough(last)) child.kill('SIGKILL')
  }
  // Its pipe closes a moment before it is gone: until then the folder is rightly refused.
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return last
}

test('a second process on the same folder is refused and told what to do', async () => {
  const folder = join(root, 'two')
  const child = writer(folder, 1)
  assert.ok(child.stdout)
  await once(child.stdout, 'data')
  await assert.rejects(
    openDatabase({ folder }),
    new RegExp(`in use by process ${child.pid} on .*: stop the other one, or set DATABASE_URL`),
  )
  child.kill('SIGKILL')
  await once(child, 'exit')
})

test('killing the city in the middle of writing loses no commit it had confirmed', async () => {
  const folder = join(root, 'killed')
  let confirmed = 0
  for (const round of [1, 2, 3]) {
    const enough = confirmed + 40 * round
    confirmed = await hear(writer(folder, confirmed + 2), (n) => n > enough)
    const db = await openDatabase({ folder })
    const Found = z.object({ last: z.number(), kept: z.number() })
    const found = await db.look((tx) =>
      tx.one(
        sql`select max(n) as last, count(*) filter (where n <= ${confirmed}) as kept from note`,
        Found,
      ),
    )
    await db.close()
    assert.ok(found && found.last >= confirmed)
    assert.ok(found.kept >= confirmed - 2 * round, JSON.stringify({ found, confirmed, round }))
    confirmed = found.last
  }
})

test('the same process cannot take a folder twice, and may take it again after leaving', () => {
  const folder = join(root, 'same')
  const leave = lockFolder(folder)
  assert.throws(() => lockFolder(folder), /in use by process/)
  leave()
  assert.equal(existsSync(join(folder, 'lock')), false)
  lockFolder(folder)()
})

const holder = { pid: process.pid, host: hostname(), began: '', token: 'x' }

function lockedBy(name: string, other: object): string {
  const folder = join(root, name)
  mkdirSync(folder)
  writeFileSync(join(folder, 'lock'), JSON.stringify(other))
  return folder
}

test('the lock of a process that died is taken over', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  const dead = lockedBy('dead', { ...holder, pid: child.pid })
  lockFolder(dead)()
  const broken = join(root, 'broken')
  mkdirSync(broken)
  writeFileSync(join(broken, 'lock'), '')
  lockFolder(broken)()
})

test('the number of a dead process, used again by another, is told apart', () => {
  const again = lockedBy('again', { ...holder, pid: 1, began: 'long ago' })
  if (process.platform === 'linux') lockFolder(again)()
  const alive = lockedBy('alive', { ...holder, pid: 1 })
  assert.throws(() => lockFolder(alive), /in use by process 1/)
})

test('a folder held on another machine is not taken while it shows signs of life', () => {
  const folder = lockedBy('away', { ...holder, host: 'elsewhere', pid: 1 })
  assert.throws(() => lockFolder(folder), /in use by process 1 on elsewhere/)
  assert.match(readFileSync(join(folder, 'lock'), 'utf8'), /elsewhere/)
})
