import { action } from '#core/actions'
import { residents } from '#core/people'
import { z } from 'zod'
import { wished } from '../entries.ts'
import { frequencies } from '../model.ts'
import { MAIL, mailNotice } from '../purposes.ts'
import { forgetWish, setWish } from '../store/wishes.ts'

/** Chooses how often a letter says that there is a message: a consent, or its end (GDPR art. 7). */
export const wishMail = action({
  name: 'messages.wish-mail',
  path: '/messages/mail/wish-mail',
  who: residents,
  input: z.object({ often: z.enum([...frequencies, 'never']).meta({ input: 'radios' }) }),
  output: z.object({ consent: z.string().nullable() }),
  rules: [],
  keeps: [mailNotice],
  records: [wished],
  limit: { per: 'session', most: 60, seconds: 3600 },
  onto: ({ consent }) => (consent ? `/folder/consents/${consent}` : '/messages/mail'),

  async run({ input: { often }, tx, now, by, grants, consents, record }) {
    const ref = by.ref ?? ''
    await record(wished, { often })
    if (often === 'never') {
      await consents.take(mailNotice)
      await forgetWish(tx, ref)
      return { consent: null }
    }
    await grants.give(ref, { purpose: mailNotice, case: MAIL })
    await setWish(tx, ref, { often, at: now })
    return { consent: await consents.give(mailNotice) }
  },
})
