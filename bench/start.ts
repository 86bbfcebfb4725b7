/** How soon a city answers, and how much memory it holds when nobody asks it anything. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Environment, megabytes, startCity, witnessMegabytes } from './programs.ts'

export interface Started {
  /** Milliseconds from the start to the first page. */
  readonly cold: number
  /** Megabytes of the city and its vault, after half a minute without visitors. */
  readonly idle: number
  /** Megabytes of the larger of the two witnesses beside the sample city; 0 without them. */
  readonly witness?: number
}

type Apart = <T>(work: (env: Environment, folder: string) => Promise<T>) => Promise<T>

const QUIET = 30_000

/** The second start: the first one also makes every table, and the sample city. */
async function second(env: Environment): Promise<Started> {
  const first = await startCity(env)
  await first.stop()
  const city = await startCity(env)
  await pause(QUIET)
  const idle = megabytes(city.child.pid ?? 0)
  const witness = witnessMegabytes(city.child.pid ?? 0)
  await city.stop()
  return { witness, cold: Math.round(city.startedIn), idle }
}

/** Both kinds of database. */
export async function measureStart(apart: Apart, tell: (line: string) => void) {
  tell('start and idle memory, embedded …')
  const embedded = await apart((env) =>
    second({ ...env, DATABASE_URL: '', VAULT_DATABASE_URL: '' }),
  )
  tell(JSON.stringify(embedded))
  tell('start and idle memory, PostgreSQL …')
  const postgres = await apart(second)
  tell(JSON.stringify(postgres))
  return { embedded, postgres }
}
