/** Sharing a document by a link, opening it, and ending it. */
import { action } from '#core/actions'
import { addDays, dateIn, dayBegins, Refusal } from '#core/kernel'
import { anyone, residents } from '#core/people'
import { z } from 'zod'
import { used } from '../entries.ts'
import { LONGEST_SHARE } from '../model.ts'
import { hashed, secretIn } from '../secrets.ts'
import { shared } from '../purposes.ts'
import { mayOpen, mayShare } from '../rules.ts'
import * as shares from '../store/shares.ts'

/** Makes a link: for whom, for what and its secret stand in the vault; here is only the hash of the secret. */
export const share = action({
  name: 'documents.share',
  path: '/documents/:document/share',
  who: residents,
  input: z.object({
    document: z.uuid(),
    recipient: z.string().trim().min(1).max(200).meta({ input: 'text' }),
    why: z.string().trim().min(1).max(500).meta({ input: 'text' }),
    until: z.iso.date().meta({ input: 'date' }),
    once: z.boolean().default(false).meta({ input: 'checkbox' }),
    code: z.string().trim().min(6).max(60).optional().meta({ input: 'text' }),
  }),
  output: z.object({ share: z.string(), document: z.string() }),
  rules: [mayShare],
  keeps: [shared],
  records: [used],
  limit: { per: 'session', most: 100, seconds: 3600 },
  onto: ({ share: id, document }) => `/documents/${document}#share-${id}`,

  async run({ input, by, tx, now, city, documents, grants, record, newId, newSecret }) {
    const ref = by.ref ?? ''
    const { document, recipient, why, until, once, code } = input
    const today = dateIn(now, city.zone)
    mayShare.require({ until, today, last: addDays(today, LONGEST_SHARE) })
    const field = await documents.has(ref, document)
    if (!field) throw new Refusal('not-found', ['documents.no-such-document'])
    const [id, secret] = [newId(), newSecret()]
    const untilAt = dayBegins(addDays(until, 1), city.zone)
    const made = { share: id, owner: ref, document, field, once, madeAt: now, untilAt, tries: 0 }
    const guard = code === undefined ? null : hashed(`share code ${id}`, code)
    await shares.addShare(
      tx,
      { ...made, code: guard, usedAt: null, endedAt: null },
      hashed('share', secret),
    )
    const text = JSON.stringify({ recipient, why, secret })
    await documents.note(ref, { document, note: id, text })
    await grants.give(ref, { purpose: shared, case: id })
    await record(used, { what: 'shared' })
    return { share: id, document }
  },
})

/** Ends a link at once: nobody opens it any more, also who holds it in their hands. */
export const endShare = action({
  name: 'documents.end-share',
  path: '/documents/shares/:share/end',
  who: residents,
  input: z.object({ share: z.uuid(), document: z.uuid().meta({ input: 'hidden' }) }),
  output: z.object({}),
  rules: [],
  records: [used],
  limit: { per: 'session', most: 200, seconds: 3600 },
  on: ({ document }) => `/documents/${String(document)}`,
  onto: (_, { document }) => `/documents/${document}#shares`,

  async run({ input, by, tx, now, grants, record }) {
    const found = await shares.holdOwn(tx, input.share, by.ref ?? '')
    if (!found) throw new Refusal('not-found', ['documents.no-such-share'])
    if (found.endedAt === null) {
      await shares.endShare(tx, found.share, now)
      await grants.end(found.share)
      await record(used, { what: 'ended' })
    }
    return {}
  },
})

/** Opens a link with its secret, which is sent in a form and so in no address, log or referrer. */
export const openShared = action({
  name: 'documents.open-shared',
  path: '/shared/open',
  who: anyone,
  input: z.object({
    link: z.string().min(1).max(500).meta({ input: 'text' }),
    code: z.string().trim().max(60).optional().meta({ input: 'text' }),
  }),
  output: z.object({ pass: z.string().nullable() }),
  rules: [mayOpen],
  records: [used],
  limit: { per: 'address', most: 30, seconds: 600 },
  on: () => '/shared',
  onto: ({ pass }) => (pass === null ? '/shared?code=wrong' : `/shared/${pass}`),

  async run({ input, by, tx, now, record, newId, newSecret }) {
    const found = await shares.holdBySecret(tx, hashed('share', secretIn(input.link)))
    if (!found) throw new Refusal('not-found', ['documents.no-such-share'])
    mayOpen.require({ ...found, now })
    if (
      found.code !== null &&
      hashed(`share code ${found.share}`, input.code ?? '') !== found.code
    ) {
      await shares.countWrong(tx, found.share)
      return { pass: null }
    }
    const pass = newSecret()
    await shares.addOpening(tx, {
      opening: newId(),
      share: found.share,
      pass: hashed('pass', pass),
      address: by.address,
      at: now,
    })
    await record(used, { what: 'opened' })
    return { pass }
  },
})
