/** What people do with documents of their own: keep, renew, remove. */
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { residents } from '#core/people'
import { z } from 'zod'
import { used } from '../entries.ts'
import { keptKinds } from '../model.ts'
import { own } from '../purposes.ts'
import { forgetFiles } from '../store/issued.ts'
import { endSharesOf } from '../store/shares.ts'

const uploads = { field: 'document', most: 1, kinds: ['document', 'photo'], to: 'vault' } as const
const document = z.uuid().meta({ input: 'file' })

/** Keeps a document, or a newer version of one: sealed for its person alone. */
export const keep = action({
  name: 'documents.keep',
  path: '/documents/new/keep',
  who: residents,
  input: z.object({
    document,
    title: z.string().trim().min(1).max(200).meta({ input: 'text' }),
    kind: z.enum(keptKinds).meta({ input: 'select' }),
    note: z.string().max(2000).optional().meta({ input: 'textarea', rows: 3 }),
    /** The document of which this is a newer version. */
    replaces: z.uuid().optional().meta({ input: 'hidden' }),
  }),
  output: z.object({ document: z.string(), sha256: z.string() }),
  rules: [],
  keeps: [own],
  records: [used],
  uploads,
  limit: { per: 'session', most: 200, seconds: 3600 },
  on: ({ replaces }) =>
    typeof replaces === 'string' && replaces ? `/documents/${replaces}` : '/documents/new',
  onto: (output) => `/documents/${output.document}`,

  async run({ input, by, documents, record }) {
    const { title, kind, note, replaces } = input
    const ref = by.ref ?? ''
    if (replaces && (await documents.has(ref, replaces)) !== 'document.kept') {
      throw new Refusal('not-found', ['documents.no-such-document'])
    }
    const facts = { title, kind, ...(note ? { note } : {}), ...(replaces ? { replaces } : {}) }
    const { sha256 } = await documents.claim(ref, {
      document: input.document,
      field: 'document.kept',
      facts,
    })
    await record(used, { what: 'kept' })
    return { document: input.document, sha256 }
  },
})

/** Removes one document from one's folder for good: its key is destroyed (GDPR art. 17). */
export const remove = action({
  name: 'documents.remove',
  path: '/documents/:document/remove',
  who: residents,
  fresh: true,
  input: z.object({ document: z.uuid() }),
  output: z.object({ goneAt: z.string() }),
  rules: [],
  records: [used],
  limit: { per: 'session', most: 200, seconds: 3600 },
  onto: () => '/documents#removed',

  async run({ input, by, tx, now, documents, grants, record }) {
    const ref = by.ref ?? ''
    const { document } = input
    if (!(await documents.has(ref, document))) {
      throw new Refusal('not-found', ['documents.no-such-document'])
    }
    for (const share of await endSharesOf(tx, document, now)) await grants.end(share)
    await forgetFiles(tx, [document])
    const goneAt = await documents.forget(ref, document)
    await record(used, { what: 'removed' })
    return { goneAt }
  },
})
