/** Mail to those whose data a breach concerned: that there is a message, and never what it says (GDPR art. 34). */
import { type Job, job } from '#core/jobs'
import type { RunningCity } from '#core/web'
import { z } from 'zod'

type Base = Omit<RunningCity, 'jobs' | 'limits' | 'declared'>

/** Letters of one portion, and portions of one round; the rest goes a minute later. */
const PORTION = 50
const PORTIONS = 40

/** Sends one portion; gives how many there were. */
async function sendPortion(base: Base, now: string): Promise<number> {
  const { accounts } = base.channel('account')
  const letters = await accounts.breachLetters(PORTION, now)
  for (const one of letters) {
    if (one.to) {
      const say = base.say(one.language)
      const { name: city, url } = base.facts
      await base.mail.send({
        to: one.to,
        subject: say('vault.mail.breach.subject', { city }),
        text: say('vault.mail.breach.body', { city, url }),
        language: one.language,
        key: `breach-${one.breach}-${one.ref}`,
      })
    }
    await accounts.breachMailed(one, now)
  }
  return letters.length
}

/** Tells whoever has an address; a letter that cannot go now goes a minute later. */
export function breachLetters(base: Base): Job {
  return job({
    name: 'vault.breach-letters',
    input: z.object({}),
    every: '* * * * *',
    async run({ now }) {
      for (let portion = 0; portion < PORTIONS; portion += 1) {
        if ((await sendPortion(base, now)) < PORTION) return
      }
    },
  })
}
