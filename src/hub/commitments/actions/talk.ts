/** What residents and associations say about a commitment, and what must not be shown of it. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may, residents } from '#core/people'
import { pageOf, sealed } from '../acting.ts'
import { commented, commentHidden } from '../entries.ts'
import * as f from '../fields.ts'
import { hidings } from '../model.ts'
import { readCommitment } from '../store/commitments.ts'
import * as store from '../store/comments.ts'

/** Says something about a commitment, at any time, where everybody reads it. */
export const comment = action({
  name: 'commitments.comment',
  path: '/commitments/:number/comment',
  who: residents,
  input: z.object({ number: f.number, text: f.words(5000) }),
  output: f.outcome,
  rules: [],
  records: [commented],
  limit: { per: 'session', most: 20, seconds: 3600 },

  async run({ input: { number, text }, tx, now, by, newId, newSecret, record }) {
    await readCommitment(tx, number)
    const salt = newSecret()
    await store.addComment(tx, number, { id: newId(), at: now, as: by.as, text, salt })
    const body = { number, text: sealed(salt, text) }
    await record(commented, body, { subject: pageOf(number) })
    return { number }
  },
})

/** Takes a comment out of sight; its place stays, and says why. */
export const hide = action({
  name: 'commitments.hide',
  path: '/commitments/:number/hide',
  who: may('commitments.hide'),
  input: z.object({
    number: f.number,
    comment: z.string().max(60).meta({ input: 'hidden' }),
    reason: z.enum(hidings).meta({ input: 'select' }),
  }),
  output: f.outcome,
  rules: [],
  records: [commentHidden],

  async run({ input: { number, comment: id, reason }, tx, record }) {
    const hidden = await store.hideComment(tx, number, { id, reason })
    if (!hidden) throw new Refusal('not-found', ['no-such-comment'])
    await record(commentHidden, { number, reason }, { subject: pageOf(number) })
    return { number }
  },
})
