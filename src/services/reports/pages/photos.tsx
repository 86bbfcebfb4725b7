/** Photos: for everybody where the report shows them, for its reporter, for the desk, and while reporting. */
import { z } from 'zod'
import type { Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { type FileAnswer, page } from '#core/pages'
import { anyone, may } from '#core/people'
import { readDraft } from '../drafting.ts'
import { readPhoto } from '../store/one.ts'
import { readForDesk } from './parts/at-desk.ts'
import { readMine } from './parts/mine.ts'

const photo = { file: z.string().max(64), size: z.enum(['thumb']).optional() }

type Asked = { readonly file: string; readonly size?: 'thumb' | undefined }

interface Numbered {
  readonly number: string
}

const missing = () => new Refusal('not-found', ['reports.no-such-photo'])
const view = () => <></>
const wanted = ({ file, size }: Asked): FileAnswer => ({
  id: file,
  ...(size ? { variant: size } : {}),
})

/** A photo that belongs to one report; what somebody added who joined it is the desk's alone. */
async function belongs(tx: Tx, file: string, { number }: Numbered, atDesk = false): Promise<void> {
  const found = await readPhoto(tx, file)
  if (found?.number !== number || (found.deskOnly && !atDesk)) throw missing()
}

/** A photo everybody may see. */
export const publicPhoto = page({
  name: 'reports.photo',
  path: '/reports/photos/:file',
  who: anyone,
  keep: 'public',
  input: z.object(photo),
  async load({ input, tx }) {
    const found = await readPhoto(tx, input.file)
    if (!found?.public) throw missing()
    return input
  },
  view,
  file: wanted,
})

/** A photo for whoever sent it. */
export const ownPhoto = page({
  name: 'reports.own-photo',
  path: '/reports/mine/:code/photos/:file',
  who: anyone,
  input: z.object({ code: z.string().max(64), ...photo }),
  async load({ input, tx, by }) {
    const { report } = await readMine(tx, by, input.code)
    await belongs(tx, input.file, report)
    return input
  },
  view,
  file: wanted,
})

/** A photo for the desk. */
export const deskPhoto = page({
  name: 'reports.desk-photo',
  path: '/reports/desk/:number/photos/:file',
  who: may('reports.read'),
  input: z.object({ number: z.string().max(20), ...photo }),
  async load({ input, tx, by }) {
    const { report } = await readForDesk(tx, by, input.number)
    await belongs(tx, input.file, report, true)
    return input
  },
  view,
  file: wanted,
})

/** A photo of a report that is still being written. */
export const draftPhoto = page({
  name: 'reports.draft-photo',
  path: '/reports/new/:draft/photos/:file',
  who: anyone,
  input: z.object({ draft: z.string().max(64), ...photo }),
  async load({ input, tx }) {
    const draft = await readDraft(tx, input.draft)
    if (!draft.photos.includes(input.file)) throw missing()
    return input
  },
  view,
  file: wanted,
})
