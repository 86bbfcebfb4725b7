/** Checking a document without signing in. */
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { z } from 'zod'
import { hashed, numberTyped } from '../secrets.ts'
import { addChecked, type Checked, readByFile, readByNumber } from '../store/issued.ts'

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ input: 'file' })

/** Is this file what the city gave? Only its hash is looked at; the file is kept nowhere. */
export const verify = action({
  name: 'documents.verify',
  path: '/verify/check',
  who: anyone,
  input: z.object({
    number: z.string().trim().max(300).optional().meta({ input: 'text' }),
    file: sha256.optional(),
  }),
  output: z.object({ at: z.string() }),
  rules: [],
  uploads: { field: 'file', most: 1, kinds: ['document', 'photo'], to: 'hash' },
  limit: { per: 'address', most: 60, seconds: 600 },
  on: () => '/verify',
  onto: ({ at }) => at,

  async run({ input, tx, now, newSecret }) {
    const { file } = input
    const typed = input.number ? numberTyped(input.number) : undefined
    if (input.number && !typed) {
      throw new Refusal('invalid', [{ code: 'documents.no-number', field: 'number' }])
    }
    if (!file) {
      if (!typed)
        throw new Refusal('invalid', [{ code: 'documents.nothing-to-check', field: 'number' }])
      return { at: `/verify/${typed}` }
    }
    const found = typed ? await readByNumber(tx, typed) : await readByFile(tx, file)
    const outcome: Checked['outcome'] = !found
      ? 'unknown'
      : found.sha256 === file
        ? 'matches'
        : 'differs'
    const number = found?.number ?? null
    const secret = newSecret()
    await addChecked(tx, hashed('check', secret), { number, sha256: file, outcome, at: now })
    return { at: `/verify/checks/${secret}` }
  },
})
