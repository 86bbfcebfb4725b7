/** The interface by which a national tracker asks (e-gov/AJ, OpenAPI 2.1.0): findUsage, usagePeriod, heartbeat. */
import { Refusal } from '#core/kernel'
import { type Look, page } from '#core/pages'
import { anyone } from '#core/people'
import type { Access } from '#core/vault'
import { z } from 'zod'
import { folderOf, type TrackerChoice } from '../config.ts'
import { showsToken, usageOf } from '../tracker.ts'

/** Readings that are asked of the vault at a time, and how often: more than this nobody is shown. */
const PART = 1_000
const PARTS = 100

const json = (value: object) => ({
  type: 'application/json; charset=utf-8',
  text: JSON.stringify(value),
})
const program = () => {
  throw new Error('a tracker is a program')
}

/** The choices of a city that answers a tracker, for the one that shows its token. */
function trackerFor({ city, header }: Pick<Look<unknown>, 'city' | 'header'>): TrackerChoice {
  const { tracker } = folderOf(city)
  if (!tracker) throw new Refusal('not-found', ['folder.no-tracker'])
  if (!showsToken(header('authorization'), tracker))
    throw new Refusal('forbidden', ['folder.no-tracker-token'])
  return tracker
}

const code = z.string().trim().min(1).max(200)
const period = z.iso.datetime({ offset: true }).optional()
const asked = z.object({
  userCode: code,
  periodStart: period,
  periodEnd: period,
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(0).max(1_000).default(1_000),
})
type Finding = Look<z.infer<typeof asked>>

const moment = (text: string | undefined) =>
  text === undefined ? undefined : new Date(text).toISOString()

/** Every reading by others in the period, the newest first; what a law still delays is not among them. */
async function readingsOf({ folder, input }: Finding, ref: string): Promise<Access[]> {
  const [from, until] = [moment(input.periodStart), moment(input.periodEnd)]
  const within = { ...(from ? { from } : {}), ...(until ? { until } : {}) }
  const all: Access[] = []
  for (let part = 0; part < PARTS; part += 1) {
    const before = all.at(-1)?.id
    const more = { ...within, who: 'others', outcome: 'read', limit: PART } as const
    const found = await folder.readingsOf(ref, { ...more, ...(before ? { before } : {}) })
    all.push(...found)
    if (found.length < PART) break
  }
  return all
}

/** Whoever asks is the person: acting for another is decided here, not by a tracker. */
function requireSelf({ header, input }: Finding): void {
  if (header('x-road-userid')?.trim() !== input.userCode)
    throw new Refusal('invalid', ['folder.tracker-for-another'])
}

/** Who used somebody's data. Nobody is told whether a code that has no uses belongs to anybody here. */
export const findUsagePage = page({
  name: 'folder.find-usage',
  path: '/folder/tracker/v2/findUsage',
  who: anyone,
  hidden: true,
  input: asked,
  async load(look: Finding) {
    const tracker = trackerFor(look)
    requireSelf(look)
    const { input, folder, city, language } = look
    const ref = await folder.knownBy(tracker.issuer, input.userCode)
    const all = ref === null ? [] : await readingsOf(look, ref)
    const shown = all.slice(input.offset, input.offset + input.limit)
    return { total: all.length, shown, tracker, city: city.name, language }
  },
  sends: ({ total, shown, tracker, city, language }, { say }) =>
    json({
      totalUsages: total,
      usages: shown.map((one) => usageOf(one, { tracker, city, say: say(language) })),
    }),
  view: program,
})

/** Since when it is kept who used data. */
export const usagePeriodPage = page({
  name: 'folder.usage-period',
  path: '/folder/tracker/v2/usagePeriod',
  who: anyone,
  hidden: true,
  input: z.object({}),
  load(look) {
    trackerFor(look)
    const since = new Date(look.now)
    since.setUTCFullYear(since.getUTCFullYear() - folderOf(look.city).accessYears)
    return Promise.resolve({ periodStart: since.toISOString() })
  },
  sends: (told) => json(told),
  view: program,
})

/** Whether it could be told now. */
export const heartbeatPage = page({
  name: 'folder.heartbeat',
  path: '/folder/tracker/v2/heartbeat',
  who: anyone,
  hidden: true,
  input: z.object({}),
  load(look) {
    trackerFor(look)
    return Promise.resolve({ down: look.health.vaultDown })
  },
  sends: ({ down }) =>
    json(
      down
        ? { status: 'FAIL', message: 'the vault does not answer' }
        : { status: 'OK', message: 'uses of data can be asked for' },
    ),
  view: program,
})
