/** An assessment begins, or a new version of one that is published. */
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { OWN_SET, OWN_SETS } from '../questions.ts'
import * as store from '../store/forms.ts'
import { findSet } from '../store/sets.ts'
import * as weighed from '../store/weighed.ts'
import { code, outcome, writers, writing } from './forms.ts'

/** Begins an assessment. Its code is what a purpose names in `dpia`. */
export const begin = action({
  name: 'processing.begin',
  path: '/processing/assessments/begin/start',
  who: writers,
  input: z.object({
    code,
    title: z.string().trim().min(3).max(200),
    set: z.string().max(61).default(OWN_SET).meta({ input: 'select' }),
  }),
  output: outcome,
  rules: [],
  onto: ({ code: of, step }) => writing(of, step),

  async run({ input, tx, now }) {
    const { code: of, title, set } = input
    const own = OWN_SETS.find((one) => one.code === set)
    const found = own ? { kind: own.kind, version: 1 } : await findSet(tx, set)
    if (!found) throw new Refusal('invalid', [{ code: 'no-such-set', field: 'set' }])
    if (of === 'begin' || (await store.findForm(tx, of))) {
      throw new Refusal('invalid', [{ code: 'code-taken', field: 'code' }])
    }
    const { kind, version } = found
    const it = { code: of, version: 1, kind, setCode: set, setVersion: version, title, at: now }
    if (!(await store.addForm(tx, it))) {
      throw new Refusal('invalid', [{ code: 'code-taken', field: 'code' }])
    }
    return { code: of, step: '1' }
  },
})

/** Begins the next version of what is published, with the answers of the last one. */
export const revise = action({
  name: 'processing.revise',
  path: '/processing/assessments/:code/revise',
  who: writers,
  input: z.object({ code: code.meta({ input: 'hidden' }) }),
  output: outcome,
  rules: [],
  onto: ({ code: of, step }) => writing(of, step),

  async run({ input, tx, now, newId }) {
    const from = await store.lockForm(tx, input.code, ['published'])
    if (!from) throw new Refusal('not-found', ['no-such-assessment'])
    const version = ((await store.findForm(tx, input.code))?.version ?? from.version) + 1
    if (!(await store.addForm(tx, { ...from, version, at: now, from }))) {
      throw new Refusal('refused', ['version-open'])
    }
    for (const risk of await weighed.listRisks(tx, from)) {
      await weighed.addRisk(tx, { code: from.code, version }, { ...risk, id: newId() })
    }
    return { code: from.code, step: '1' }
  },
})
