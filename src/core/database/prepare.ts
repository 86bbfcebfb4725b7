import { z } from 'zod'
import { Database } from './database.ts'
import { type Logins, readLogins } from './login-file.ts'
import { openLogins } from './login-pool.ts'
import { type LoginPlan, setUpLogins } from './logins.ts'
import { migrationKeys, type MigrationSet } from './migrate.ts'
import { type DatabaseSettings, limitsOf, openDatabase } from './open.ts'
import { sql } from './sql.ts'

/** What a database is to be when it is opened: its tables, and whose logins it has. */
export interface Preparing {
  readonly sets: readonly MigrationSet[]
  readonly plan: LoginPlan
  /** The login that works when nobody else is named. */
  readonly first: string
  /** `one`: everybody shares the login of the address, though it may make others. */
  readonly logins?: 'each' | 'one' | undefined
}

/** A database that is ready, and what was done for it. */
export interface Prepared {
  readonly db: Database
  readonly applied: string[]
  /** True when the address of the database names its owner, who may do everything in it. */
  readonly byOwner: boolean
}

/** Connections of all logins of a city at once: a server has 100 as it comes, the vault takes ten. */
const MOST = 40

const Applied = z.object({ key: z.string() })

/** A login that only works cannot make tables: whoever owns them has to come first. */
async function requireTables(db: Database, sets: readonly MigrationSet[]): Promise<void> {
  const there = await db.look((tx) =>
    tx.many(sql`select set || '/' || name as key from public.migration`, Applied),
  )
  const known = new Set(there.map(({ key }) => key))
  const missing = migrationKeys(sets).find((key) => !known.has(key))
  if (missing) throw new Error(`the database lacks ${missing}: cityright migrate, as its owner`)
}

function byLogins(settings: DatabaseSettings, logins: Logins, first: string): Database {
  const { url = '', pool: most = MOST } = settings
  return new Database(openLogins({ url, most, logins, first, limits: limitsOf(settings) }))
}

/** Whether an address names one of these logins rather than the owner of the database. */
function isLogin(url: string, logins: Logins | undefined): logins is Logins {
  return logins !== undefined && new URL(url).username.startsWith(`${logins.prefix}_`)
}

async function owned(
  settings: DatabaseSettings,
  { sets, plan, logins: wanted, first }: Preparing,
): Promise<Prepared> {
  const owner = await openDatabase(settings)
  try {
    const { applied } = await owner.migrate(sets)
    const logins = wanted === 'one' ? undefined : await setUpLogins(owner, plan)
    if (!logins) return { db: owner, applied, byOwner: true }
    await owner.close()
    return { db: byLogins(settings, logins, first), applied, byOwner: true }
  } catch (failure) {
    await owner.close()
    throw failure
  }
}

/**
 * Opens a database brought to this release. On a server each of the plan gets its login, and the owner's is not used
 * again; where its owner may not make roles, all share his, and `logins` says so.
 */
export async function prepareDatabase(
  settings: DatabaseSettings,
  preparing: Preparing,
): Promise<Prepared> {
  const { sets, plan, first } = preparing
  if (!settings.url) {
    const db = await openDatabase(settings)
    try {
      return { db, ...(await db.migrate(sets)), byOwner: false }
    } catch (failure) {
      await db.close()
      throw failure
    }
  }
  const logins = readLogins(plan.file)
  if (!isLogin(settings.url, logins)) return owned(settings, preparing)
  const db = byLogins(settings, logins, first)
  try {
    await requireTables(db, sets)
    return { db, applied: [], byOwner: false }
  } catch (failure) {
    await db.close()
    throw failure
  }
}
