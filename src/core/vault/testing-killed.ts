/**
 * A process that does one step of the vault on its database and kills itself at the n-th moment of it: before each
 * statement, before each commit and right after one. Only a test starts it; no setting of a city does.
 */
import { writeSync } from 'node:fs'
import { Database, type Tx } from '#core/database'
import { backupVault, restoreVault } from './backup/backup.ts'
import { openVaultDatabase } from './place.ts'
import { openRoom, type ServerSettings } from './server/main.ts'
import { answer } from './server/operations.ts'
import { keptLog } from './testing.ts'

/** What a process is to do, and when it is to die: at `at`, counted from the beginning of its step. */
export interface Life {
  readonly place: ServerSettings
  readonly at: number
  /** Questions to the vault, one after another, or a copy that is made or brought back. */
  readonly step:
    | { readonly asks: readonly (readonly [module: string, op: string, input: object])[] }
    | { readonly backup: { readonly to: string; readonly keysTo: string; readonly now: string } }
    | { readonly restore: { readonly from: string; readonly keysFrom: string } }
}

/** From now on every moment of every database counts. */
function mortal(at: number): void {
  let moments = 0
  const moment = () => {
    moments += 1
    if (moments === at) process.kill(process.pid, 'SIGKILL')
  }
  const watched = (tx: Tx): Tx =>
    new Proxy(tx, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        return (...given: unknown[]) => (moment(), Reflect.apply(value, target, given) as unknown)
      },
    })
  for (const name of ['transact', 'look'] as const) {
    const way = Database.prototype[name]
    Database.prototype[name] = async function dying(this: Database, work) {
      const result = await way.call(this, async (tx) => {
        const done = await work(watched(tx))
        moment()
        return done
      })
      moment()
      return result as never
    }
  }
}

async function asked({ place, at, step }: Life): Promise<unknown> {
  if ('backup' in step) return (mortal(at), backupVault(place, step.backup))
  if ('restore' in step)
    return (mortal(at), restoreVault(place, { ...step.restore, log: keptLog() }))
  const { db } = await openVaultDatabase(place, place)
  const room = await openRoom(db, place, keptLog())
  mortal(at)
  let said: unknown
  for (const [module, op, input] of step.asks) said = await answer(room, module, op, input)
  await db.close()
  return said
}

const said = await asked(JSON.parse(process.argv[2] ?? '') as Life)
writeSync(1, `${JSON.stringify(said ?? null)}\n`)
