/** Letters to the role mailboxes of a city. Codes travel in the job and stand in the database as hashes only. */
import { z } from 'zod'
import { job } from '#core/jobs'
import { readLetterOf } from './store/letters.ts'

/** What a letter is about; each has a subject and a body in every language. */
export const letterKinds = [
  'mailbox',
  'signer',
  'in_review',
  'changes_requested',
  'accepted',
  'refused',
  'published',
  'withdrawn',
  'appeal-decided',
  'remind-18',
  'remind-23',
  'hearing',
  'affirm-soon',
  'affirm-late',
  'affirm-version',
] as const
export type LetterKind = (typeof letterKinds)[number]

const PATHS: Partial<Record<LetterKind, string>> = {
  mailbox: '/endorse/confirm/',
  signer: '/endorse/confirm/',
  hearing: '/endorse/hearing/',
}

type LetterOf = NonNullable<Awaited<ReturnType<typeof readLetterOf>>>

/** Where the one link of a letter leads. */
function addressOf(it: { kind: LetterKind; code?: string | undefined }, about: LetterOf): string {
  const path = PATHS[it.kind]
  if (path && it.code) return `${path}${it.code}`
  const { city, name, country, number } = about
  if (!it.kind.startsWith('affirm-') || city === null) return `/endorsements/${number}`
  return `/endorse/new?${new URLSearchParams({ kind: 'reaffirm', city, name, country })}`
}

/** One letter. It goes to the mailbox that is known when it is sent; without one it is not sent. */
export const letter = job({
  name: 'endorsements.letter',
  input: z.object({
    application: z.number(),
    kind: z.enum(letterKinds),
    code: z.string().optional(),
    until: z.string().optional(),
  }),
  async run({ input, id, db, mail, say: speaker, city: hub }) {
    const found = await db.look((tx) => readLetterOf(tx, input.application))
    const to = input.kind === 'signer' ? found?.signerMailbox : found?.mailbox
    if (!found || !to) return
    const language = hub.languages.includes(found.language)
      ? found.language
      : (hub.languages[0] ?? 'en')
    const say = speaker(language)
    const values = {
      hub: hub.name,
      city: found.name,
      number: found.number,
      until: input.until ?? '',
      wanted: found.wanted ?? '',
      url: hub.url + addressOf(input, found),
    }
    await mail.send({
      to,
      subject: say(`endorsements.mail.${input.kind}.subject`, values),
      text: say(`endorsements.mail.${input.kind}.body`, values),
      language,
      key: id,
    })
  },
})
