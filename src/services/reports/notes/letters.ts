/** Letters that say that a note names somebody: neither what it says nor about which report. */
import { enqueuer, job } from '#core/jobs'
import { listPosts } from '#core/people'
import { reveal } from '#core/vault'
import { z } from 'zod'
import { mentionLetter } from '../purposes.ts'
import { listColleagues } from '../store/colleagues.ts'

/** The case under which an official lets the city write to them about notes. */
export const lettersOf = (official: string): string => `desk-letters-${official}`

/** One such letter. */
export const letterMention = job({
  name: 'reports.letter-mention',
  input: z.object({ official: z.string(), language: z.string() }),
  reads: { mentionLetter },
  async run({ input, id, personal, mail, say: speaker, city }) {
    const { official, language } = input
    const to = (await personal.mentionLetter(official, { case: lettersOf(official) }))[
      'account.email'
    ]
    if (!to) return
    const say = speaker(language)
    const values = { city: city.name, url: `${city.url}/reports/desk/for-me` }
    await mail.send({
      to: reveal(to, 'mail'),
      subject: say('reports.mail.mention.subject', values),
      text: say('reports.mail.mention.body', values),
      language,
      key: id,
    })
  },
})

/** Finds who was named and wants letters: colleagues by badge, a unit by whoever holds a post in it now. */
export const tellMentioned = job({
  name: 'reports.tell-mentioned',
  input: z.object({ badges: z.array(z.string()), units: z.array(z.string()), not: z.string() }),
  async run({ input, db, now }) {
    await db.transact(async (tx) => {
      const posts = input.units.length === 0 ? [] : await listPosts(tx)
      const theirs = posts.filter(({ unit }) => unit !== null && input.units.includes(unit))
      const badges = [...input.badges, ...theirs.map(({ badge }) => badge)]
      const later = enqueuer(tx, () => now)
      for (const { official, badge, language } of await listColleagues(tx, [...new Set(badges)])) {
        if (badge !== input.not) await later(letterMention, { official, language })
      }
    })
  },
})
