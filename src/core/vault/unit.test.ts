/** The vault as a unit of its own: what its operator starts stays, though the process that answers dies. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openVault } from './index.ts'
import { newPlace, type Place, until } from './testing-vault.ts'
import { keptLog } from './testing.ts'

const main = fileURLToPath(new URL('../../main.ts', import.meta.url))
const hook = fileURLToPath(new URL('../../../scripts/hook.mjs', import.meta.url))
const skip = process.platform !== 'linux' && 'children of a process are read in /proc'

let place: Place
before(async () => {
  place = await newPlace()
})
after(() => place.remove())

/** The one process that this one started; 0 between two. */
const childOf = (pid = 0) =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim())

/** What the operator types. */
function unitOf({ root, keys, socket, url = '' }: Place) {
  const env = { ...process.env, DATABASE_URL: '', VAULT_DATABASE_URL: url, KEYS: keys }
  const said = ['vault', '--socket', socket, '--data', `${root}/data`]
  return spawn(process.execPath, ['--import', hook, main, ...said], { env, stdio: 'ignore' })
}

test(
  'a vault that is killed is started again, and its unit ends when it is told to',
  { skip },
  async () => {
    const unit = unitOf(place)
    const ended = new Promise((done) => unit.once('exit', (...of) => done(of)))
    const vault = await openVault({ ...place, fork: false, log: keptLog() })
    const answers = async () => {
      const asked = vault.channel('reports').publish([], {})
      return asked.then(
        () => true,
        () => false,
      )
    }
    try {
      await until(answers)
      const first = childOf(unit.pid)
      process.kill(first, 'SIGKILL')
      await until(() => ![0, first].includes(childOf(unit.pid)))
      await until(answers)
    } finally {
      await vault.close()
      unit.kill('SIGTERM')
    }
    assert.deepEqual(await ended, [0, null])
  },
)
