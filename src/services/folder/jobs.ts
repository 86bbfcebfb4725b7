/** Letters of the folder: one a week for those who want it, and the last one when an account is closed. */
import { enqueuer, job } from '#core/jobs'
import { addDays, dateIn } from '#core/kernel'
import type { Access, Channel } from '#core/vault'
import { reveal } from '#core/vault'
import { z } from 'zod'
import { weekly, WEEKLY } from './purposes.ts'
import { takeWeek } from './store.ts'

/** People who are planned in one transaction. */
const PORTION = 200
/** Readings that are counted; there is no need to know of more. */
const MOST = 1000
const DAY = 86_400_000

const notice = weekly.notice ?? { name: '', version: 0 }

/** What somebody did not do themselves, and not the reading of the address for this very letter. */
const isNews = ({ actor, purpose }: Access) => actor.kind !== 'self' && purpose !== weekly.id

async function countNews(vault: Channel, ref: string, of: { from: string; until: string }) {
  const found = await vault.accesses(ref, { ...of, now: of.until, limit: MOST })
  return found.filter(isNews).length
}

/** One letter: how many readings are new, and where they stand. Without any there is no letter. */
export const weeklyLetter = job({
  name: 'folder.weekly-letter',
  input: z.object({ ref: z.string(), language: z.string(), from: z.string(), until: z.string() }),
  reads: { weekly },
  async run({ input, id, personal, vault, mail, say: speaker, city }) {
    const { ref, language, from, until } = input
    const consent = await vault.consented(ref, notice.name)
    if (consent?.version !== notice.version) return
    const count = await countNews(vault, ref, { from, until })
    if (count === 0) return
    const to = (await personal.weekly(ref, { case: WEEKLY }))['account.email']
    if (!to) return
    const say = speaker(language)
    const values = {
      city: city.name,
      url: `${city.url}/folder`,
      count,
      many: String(count >= MOST),
    }
    await mail.send({
      to: reveal(to, 'mail'),
      subject: say('folder.weekly.subject', values),
      text: say('folder.weekly.body', values),
      language,
      key: id,
    })
  },
})

/** The Monday of a day. */
function weekOf(day: string): string {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}

/** On Mondays, for everybody who agreed: each week is taken once, also when the city is stopped in the middle. */
export const planWeekly = job({
  name: 'folder.plan-weekly',
  input: z.object({}),
  every: '20 7 * * 1',
  async run({ db, vault, now, city }) {
    const week = weekOf(dateIn(now, city.zone))
    let after = ''
    for (;;) {
      const part = await vault.consenting(notice, { after, limit: PORTION })
      await db.transact(async (tx) => {
        for (const { ref, language } of part) {
          const taken = await takeWeek(tx, { ref, week, at: now })
          if (!taken) continue
          const from = taken.before ?? new Date(Date.parse(now) - 7 * DAY).toISOString()
          await enqueuer(tx, () => now)(weeklyLetter, { ref, language, from, until: now })
        }
      })
      after = part.at(-1)?.ref ?? ''
      if (part.length < PORTION) return
    }
  },
})

/** That an account is closed, to its address, before nothing is left of it. It says nothing personal. */
export const farewellLetter = job({
  name: 'folder.farewell-letter',
  input: z.object({ letter: z.string(), gone: z.string() }),
  async run({ input, id, vault, mail, say: speaker, city, now }) {
    const found = await vault.rights.farewell(input.letter, now)
    if (!found) return
    const say = speaker(found.language)
    const values = { city: city.name, day: say.date(input.gone) }
    await mail.send({
      to: reveal(found.to, 'mail'),
      subject: say('folder.farewell.subject', values),
      text: say('folder.farewell.body', values),
      language: found.language,
      key: id,
    })
    await vault.rights.farewellSent(input.letter, now)
  },
})
