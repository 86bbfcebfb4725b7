/**
 * The tracker of an invented state. Its token is made for each sample city and lies in its data: nothing that is
 * published opens it, and a city of real people has none.
 */
import { randomBytes, createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CityFacts } from '#core/actions'
import { folderOf } from '#services/folder'
import { z } from 'zod'
import type { Actor, Stage } from './stage.ts'

/** `sample/tracker.json`: the state's service for signing in, and the number it gave to Amina. */
const Given = z.object({
  issuer: z.string(),
  provider: z.string(),
  receiverCode: z.string(),
  userCode: z.string(),
})

function givenIn(city: string): z.infer<typeof Given> | undefined {
  const file = join(city, 'sample', 'tracker.json')
  return existsSync(file) ? Given.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

/** What the tracker shows: made once, for whoever may read the data of this city. */
function tokenIn(data: string): string {
  const file = join(data, 'tracker-token')
  if (!existsSync(file)) {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  }
  return readFileSync(file, 'utf8').trim()
}

interface Where {
  readonly city: string
  readonly data: string
}

/** A city of invented people answers the tracker of their state, unless its folder names another. */
export function withTracker<F extends CityFacts>(facts: F, { city, data }: Where): F {
  const given = facts.sampleCity && 'folder' in facts.config ? givenIn(city) : undefined
  if (!given || folderOf(facts).tracker) return facts
  const { issuer, receiverCode } = given
  const tokenSha256 = createHash('sha256').update(tokenIn(data)).digest('hex')
  const tracker = { issuer, receiverCode, tokenSha256 }
  return { ...facts, config: { ...facts.config, folder: { ...folderOf(facts), tracker } } }
}

/** Somebody comes back from the state's service, and adds it to their ways to sign in. */
export async function linkState(stage: Stage, { person }: Actor): Promise<void> {
  const given = givenIn(stage.city.settings.city)
  const peopleRef = person?.ref
  if (!given || peopleRef === undefined) return
  const { accounts } = stage.city.channel('account')
  const { issuer, provider, userCode: subject } = given
  const [browser, now] = ['Firefox on Linux', stage.now()]
  const came = { provider, issuer, subject, assurance: 'high', provedAt: now } as const
  const unsaid = { resident: false, email: null, called: null }
  const { arrival } = await accounts.arrive({ ...came, ...unsaid, browser, peopleRef, now })
  const added = await accounts.addArrival({ arrival, browser, peopleRef, now })
  if (added !== 'added') throw new Error(`The tracker of the sample: ${added}`)
}
