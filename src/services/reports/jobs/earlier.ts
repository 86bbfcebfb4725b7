/** At night the city looks at words from before words were looked at: what is left waits for a person. */
import { job } from '#core/jobs'
import { z } from 'zod'
import { laterShown } from '../earlier.ts'
import { nextEarlier, setLooked } from '../store/earlier.ts'

/** Reports looked at in one transaction, and how often in one night. */
const PART = 200
const PARTS = 100

/** Those in which nothing has to be hidden are done with; the others are counted at the desk, and an official hides. */
export const lookEarlier = job({
  name: 'reports.look-earlier',
  input: z.object({}),
  every: '41 3 * * *',
  async run({ db, city }) {
    let after: number | undefined = 0
    for (let part = 0; after !== undefined && part < PARTS; part += 1) {
      const from: number = after
      after = await db.transact(async (tx) => {
        const found = await nextEarlier(tx, PART, from)
        const clean = found.filter((one) => laterShown(city, one) === undefined)
        await setLooked(
          tx,
          clean.map(({ number }) => number),
        )
        return found.length < PART ? undefined : found.at(-1)?.number
      })
    }
  },
})
