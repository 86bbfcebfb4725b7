/** Officials write rules, and others put them in force. */
import { createHash } from 'node:crypto'
import { action } from '#core/actions'
import { bindPart, keepPart } from '#core/decisions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { rulesFrom } from '#core/rules'
import { route, RULES, vocabularyOf } from '#services/reports'
import { z } from 'zod'
import { rulesActivated } from '../entries.ts'
import { mayActivate } from '../rules.ts'
import * as store from '../store/rules.ts'

/** Officials who write rules. */
export const writers = may('routing.write')

const version = z.number().int().positive().meta({ input: 'hidden' })

/** Writes a new version; a rule that cannot be read is named by line, column and what was expected there. */
export const write = action({
  name: 'routing.write',
  path: '/routing/write/save',
  who: writers,
  input: z.object({ text: z.string().max(40_000).meta({ input: 'textarea', rows: 14 }) }),
  output: z.object({ version: z.number() }),
  rules: [],
  onto: (output) => `/routing/rules/${output.version}`,
  on: () => '/routing/write',

  async run({ input, tx, now, by, city }) {
    const { errors } = rulesFrom(input.text, vocabularyOf(city))
    if (errors) {
      const reasons = errors.slice(0, 20).map(({ line, column, expected, found }) => ({
        code: `routing.unreadable.${expected}`,
        field: 'text',
        values: { line, column, found: found || '–' },
      }))
      throw new Refusal('invalid', reasons)
    }
    const hash = createHash('sha256').update(input.text).digest('hex')
    const made = { text: input.text, hash, by: by.ref ?? '', at: now }
    return { version: await store.addVersion(tx, made) }
  },
})

/** Puts a version in force. From this moment on it decides; nothing has to be started again. */
export const activate = action({
  name: 'routing.activate',
  path: '/routing/rules/:version/activate',
  who: may('routing.activate'),
  input: z.object({ version }),
  output: z.object({ version: z.number() }),
  rules: [mayActivate],
  records: [rulesActivated],
  onto: () => '/routing',

  async run({ input, tx, now, by, city, record }) {
    const found = await store.lockVersion(tx, input.version)
    if (!found) throw new Refusal('not-found', ['no-such-rules'])
    const me = by.ref ?? ''
    mayActivate.require({ state: found.state, own: found.writtenBy === me })
    const { rules, errors } = rulesFrom(found.text, vocabularyOf(city))
    if (errors) throw new Refusal('refused', ['rules-outdated'])
    const bytes = Buffer.from(found.text)
    const hash = await keepPart(tx, { decision: route.name, bytes, learned: null, now })
    await bindPart(tx, { decision: route.name, place: RULES, hash }, now)
    await store.setActive(tx, found.version, { by: me, at: now })
    const body = { version: found.version, rules: rules.length, hash }
    await record(rulesActivated, body, { subject: `/routing/rules/${found.version}` })
    return { version: found.version }
  },
})
