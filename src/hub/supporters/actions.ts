/** A resident asks to be counted, confirms it, and the hub notes what her city answered. */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn, Refusal } from '#core/kernel'
import { anyone, may } from '#core/people'
import { readNames } from '#hub/cities'
import { answered } from './entries.ts'
import { letterConfirm } from './jobs.ts'
import { caseOf, plainAddress } from './model.ts'
import { confirm } from './purposes.ts'
import { mayNoteAnswer } from './rules.ts'
import * as store from './store.ts'

const city = z.string().max(120).meta({ input: 'hidden' })

/**
 * Asks to be counted. The answer is the same whether the address is counted already or not, so that nobody learns
 * who asked.
 */
export const count = action({
  name: 'supporters.count',
  path: '/ask-my-city/:city/count',
  who: anyone,
  input: z.object({
    city,
    email: z.email().max(254).meta({ input: 'email', autocomplete: 'email', personal: true }),
  }),
  output: z.object({ city: z.string() }),
  rules: [],
  keeps: [confirm],
  limit: { per: 'address', most: 10, seconds: 3600 },
  onto: (output) => `/ask-my-city/${output.city}/sent`,

  async run({ input, tx, now, language, newId, newSecret, keep, later }) {
    const known = await readNames(tx, [input.city])
    if (!known.has(input.city)) throw new Refusal('not-found', ['no-such-city'])
    const salt = await store.saltOf(tx, { city: input.city, salt: newSecret(), at: now })
    const addressHash = createHmac('sha256', salt).update(plainAddress(input.email)).digest('hex')
    const it = { city: input.city, addressHash }
    if (await store.hasAsked(tx, it)) return { city: input.city }
    const id = newId()
    const contact = await keep(null, { 'contact.email': input.email }, [
      { purpose: confirm, case: caseOf(id) },
    ])
    await store.addAsk(tx, { ...it, id, code: newSecret(), contact, language, at: now })
    await later(letterConfirm, { ask: id })
    return { city: input.city }
  },
})

/** Confirms the address: it counts, and nobody may read it any more. */
export const confirmed = action({
  name: 'supporters.confirmed',
  path: '/ask-my-city/confirm/:code/confirmed',
  who: anyone,
  input: z.object({ code: z.string().max(60).meta({ input: 'hidden' }) }),
  output: z.object({ city: z.string() }),
  rules: [],
  limit: { per: 'address', most: 60, seconds: 3600 },
  onto: (output) => `/ask-my-city/${output.city}`,

  async run({ input, tx, now, city: hub, grants }) {
    const ask = await store.readByCode(tx, input.code)
    if (!ask) throw new Refusal('not-found', ['no-such-ask'])
    await store.confirmAsk(tx, ask, dateIn(now, hub.zone))
    await grants.end(caseOf(ask.id))
    return { city: ask.city }
  },
})

/** Notes that a city answered those who asked it. */
export const noteAnswer = action({
  name: 'supporters.note-answer',
  path: '/ask-my-city/:city/note-answer',
  who: may('supporters.answer'),
  input: z.object({
    city,
    on: z.iso.date().meta({ input: 'date' }),
    answer: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .optional()
      .meta({ input: 'url' }),
  }),
  output: z.object({ city: z.string() }),
  rules: [mayNoteAnswer],
  records: [answered],

  async run({ input, tx, now, city: hub, record }) {
    const campaign = await store.readCampaign(tx, input.city)
    const { on, answer = null } = input
    mayNoteAnswer.require({ asked: campaign !== undefined, on, today: dateIn(now, hub.zone) })
    await store.setAnswered(tx, { city: input.city, on, answer })
    await record(answered, { city: input.city, on }, { subject: `/cities/${input.city}` })
    return { city: input.city }
  },
})
