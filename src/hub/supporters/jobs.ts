/** What happens later: the one letter, forgetting what nobody confirmed, and the day's numbers for the record. */
import { z } from 'zod'
import { job } from '#core/jobs'
import { addDays } from '#core/kernel'
import { recorder } from '#core/record'
import { reveal } from '#core/vault'
import { readNames } from '#hub/cities'
import { counted } from './entries.ts'
import { caseOf, WAITS } from './model.ts'
import { confirm } from './purposes.ts'
import { readAsk, takeForgotten, takeUnpublished } from './store.ts'

/** The letter with the link; an ask that is confirmed or forgotten gets none. */
export const letterConfirm = job({
  name: 'supporters.letter-confirm',
  input: z.object({ ask: z.string() }),
  reads: { confirm },
  async run({ input, id, db, personal, mail, say: speaker, city }) {
    const found = await db.look(async (tx) => {
      const ask = await readAsk(tx, input.ask)
      const named = ask && (await readNames(tx, [ask.city])).get(ask.city)
      return ask && { ...ask, name: named?.names[ask.language] ?? named?.name ?? ask.city }
    })
    if (!found) return
    const values = await personal.confirm(found.contact, { case: caseOf(found.id) })
    const to = values['contact.email']
    if (!to) return
    const say = speaker(found.language)
    const words = {
      city: found.name,
      hub: city.name,
      url: `${city.url}/ask-my-city/confirm/${found.code}`,
    }
    await mail.send({
      to: reveal(to, 'mail'),
      subject: say('supporters.mail.subject', words),
      text: say('supporters.mail.body', words),
      language: found.language,
      key: id,
    })
  },
})

/** Addresses that nobody confirmed are forgotten. */
export const forgetAsks = job({
  name: 'supporters.forget',
  input: z.object({}),
  every: '37 * * * *',
  async run({ db, now, vault }) {
    const before = `${addDays(now.slice(0, 10), -WAITS)}${now.slice(10)}`
    const gone = await db.transact((tx) => takeForgotten(tx, before, 500))
    for (const id of gone) await vault.revoke(null, caseOf(id), now)
  },
})

/** Once a day the record learns how many people ask which city; the moment of a single one is told to nobody. */
export const publishCounts = job({
  name: 'supporters.publish-counts',
  input: z.object({}),
  every: '7 3 * * *',
  async run({ db, now }) {
    await db.transact(async (tx) => {
      const record = recorder(tx, { by: 'operator', now, service: 'supporters' })
      for (const it of await takeUnpublished(tx, 5000))
        await record(counted, it, { subject: `/cities/${it.city}` })
    })
  },
})
