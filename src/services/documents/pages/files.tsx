/** The files themselves: to their person, and to whoever opened a link. */
import { Refusal } from '#core/kernel'
import { page, type Streamed } from '#core/pages'
import { anyone, residents } from '#core/people'
import { type OpenedDocument, reveal, type Sink } from '#core/vault'
import { z } from 'zod'
import { hashed } from '../secrets.ts'
import { given, own, shared } from '../purposes.ts'
import { readOpened } from '../store/shares.ts'

const missing = () => new Refusal('not-found', ['documents.no-such-document'])
const view = () => <></>
const nothing = () => Promise.resolve({})

/** The bytes as they come out of the vault; the name and type are what was taken in. */
function sent(opened: OpenedDocument, sink: Sink): Streamed {
  const word = (name: string) => {
    const value = opened.facts[name]
    return value === undefined ? undefined : reveal(value, sink)
  }
  return {
    type: word('type') ?? 'application/octet-stream',
    name: word('name') ?? 'document',
    bytes: opened.bytes,
    parts: opened.bytesOf(),
  }
}

/** One's own document, whole. */
export const ownFile = page({
  name: 'documents.file',
  path: '/documents/:document/file',
  who: residents,
  hidden: true,
  input: z.object({ document: z.uuid() }),
  reads: { own, given },
  load: nothing,
  view,
  async streams({ input, by, documents }) {
    const ref = by.ref ?? ''
    const field = await documents.has(ref, input.document)
    if (!field) throw missing()
    const why = { document: input.document, field }
    const issued = field === 'document.issued'
    const opened = issued
      ? await documents.open(given, ref, why)
      : await documents.open(own, ref, why)
    return sent(opened, 'self-view')
  },
})

/** What somebody shared, for whoever just opened the link. It is written down for its person. */
export const sharedFile = page({
  name: 'documents.shared-file',
  path: '/shared/:pass/file',
  who: anyone,
  hidden: true,
  input: z.object({ pass: z.string().max(200) }),
  reads: { shared },
  load: nothing,
  view,
  async streams({ input, by, now, look, documents }) {
    const asked = { pass: hashed('pass', input.pass), address: by.address, now }
    const share = await look((tx) => readOpened(tx, asked))
    if (!share) throw new Refusal('not-found', ['documents.pass-over'])
    const { owner, document, field } = share
    const why = { case: share.share, reason: 'documents.shared.reason', bearer: true } as const
    return sent(await documents.open(shared, owner, { document, field, ...why }), 'shared-view')
  },
})
