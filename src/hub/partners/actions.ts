/** Partners are listed, kept up to date and let go by the secretariat. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn } from '#core/kernel'
import { may } from '#core/people'
import * as entries from './entries.ts'
import { kinds, slugOf } from './model.ts'
import { mayLeave, mayList } from './rules.ts'
import * as store from './store.ts'

/** Who keeps the list of partners for the coalition. */
export const keepers = may('partners.write')

const facts = {
  kind: z.enum(kinds).meta({ input: 'select' }),
  role: z.string().trim().max(2000).optional().meta({ input: 'textarea' }),
  website: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .optional()
    .meta({ input: 'url' }),
  since: z
    .string()
    .regex(/^[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?$/)
    .optional()
    .meta({ input: 'text' }),
  language: z.string().max(20).optional().meta({ input: 'hidden' }),
}
const outcome = z.object({ partner: z.string() })
const partner = z.string().max(70).meta({ input: 'hidden' })
const pageOf = (id: string) => `/partners/${id}`

/** Puts a partner on the list. */
export const list = action({
  name: 'partners.list',
  path: '/partners/new/list',
  who: keepers,
  input: z.object({ name: z.string().trim().min(2).max(150), ...facts }),
  output: outcome,
  rules: [mayList],
  records: [entries.listed],
  onto: (output) => pageOf(output.partner),

  async run({ input, tx, now, language, record }) {
    const { name, kind, role, website = null, since = null } = input
    const id = slugOf(name)
    mayList.require({ known: await store.hasPartner(tx, { id, name }) })
    const words = role ? { [input.language ?? language]: role } : {}
    await store.addPartner(tx, { id, name, kind, role: words, website, since, at: now })
    await record(entries.listed, { partner: id, name, kind }, { subject: pageOf(id) })
    return { partner: id }
  },
})

/** Changes what is known of a partner; its words in the other languages stay. */
export const change = action({
  name: 'partners.change',
  path: '/partners/:partner/change',
  who: keepers,
  input: z.object({ partner, ...facts }),
  output: outcome,
  rules: [],
  records: [entries.changed],

  async run({ input, tx, now, language, record }) {
    const { id } = await store.readPartner(tx, input.partner)
    const { kind, role, website = null, since = null } = input
    const words = role ? { [input.language ?? language]: role } : {}
    await store.setPartner(tx, { id, kind, role: words, website, since, at: now })
    await record(entries.changed, { partner: id }, { subject: pageOf(id) })
    return { partner: id }
  },
})

/** A partner leaves; its page stays. */
export const leave = action({
  name: 'partners.leave',
  path: '/partners/:partner/leave',
  who: keepers,
  input: z.object({ partner }),
  output: outcome,
  rules: [mayLeave],
  records: [entries.left],

  async run({ input, tx, now, city, record }) {
    const { id, leftOn } = await store.readPartner(tx, input.partner)
    mayLeave.require({ gone: leftOn !== null })
    const on = dateIn(now, city.zone)
    await store.setLeft(tx, { id, on, at: now })
    await record(entries.left, { partner: id, on }, { subject: pageOf(id) })
    return { partner: id }
  },
})
