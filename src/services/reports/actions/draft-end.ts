/** The last steps of reporting: photos, contact, and sending. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { reportsOf } from '../config.ts'
import { route, sort } from '../decisions.ts'
import { followed, received } from '../entries.ts'
import { follow, holdJoinable } from '../following.ts'
import { shieldWords } from '../keeping.ts'
import { reportNumber } from '../model.ts'
import { confirm, contactBack, originalWords } from '../purposes.ts'
import { mayReport } from '../rules.ts'
import { contactInput, leaveContact, send, sent } from '../sending.ts'
import type { Draft } from '../store/draft-row.ts'
import * as drafts from '../drafting.ts'
import type { Held } from '../store/rows.ts'
import { lifeOf, stepPath } from './draft.ts'

type Added = Pick<Draft, 'text' | 'reporter' | 'contact' | 'left'>

const draft = { draft: z.string().min(1).max(64).meta({ input: 'hidden' }) }
const next = z.object({ next: z.string() })
const photos = z.array(z.string()).max(10).default([]).meta({ input: 'file' })

/** Photos of what is to be seen. */
export const attach = action({
  name: 'reports.attach',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/photos/attach',
  who: anyone,
  input: z.object({ ...draft, photos }),
  output: next,
  rules: [mayReport],
  uploads: { field: 'photos', most: 3, kinds: ['photo'] },
  onto: (output) => output.next,

  async run(work) {
    const { input, tx, city, files } = work
    const found = await drafts.readDraft(tx, input.draft)
    const all = [...new Set([...found.photos, ...input.photos])]
    const { photos: most } = reportsOf(city).terms
    if (all.length > most) {
      throw new Refusal('refused', [{ code: 'too-many-photos', field: 'photos', values: { most } }])
    }
    const number = await drafts.takeNumber(tx, input.draft)
    for (const photo of input.photos) await files.claim(photo, `/reports/${reportNumber(number)}`)
    await drafts.setStep(tx, input.draft, { photos: all }, lifeOf(work))
    return { next: stepPath(input.draft, input.photos.length > 0 ? 'photos' : 'contact') }
  },
})

/** Takes a photo away again. */
export const detach = action({
  name: 'reports.detach',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/photos/detach',
  who: anyone,
  input: z.object({ ...draft, photo: z.string() }),
  output: next,
  rules: [],
  onto: (output) => output.next,

  async run(work) {
    const { input, tx, files } = work
    const found = await drafts.readDraft(tx, input.draft)
    if (found.photos.includes(input.photo)) {
      await files.release(input.photo)
      const left = found.photos.filter((photo) => photo !== input.photo)
      await drafts.setStep(tx, input.draft, { photos: left }, lifeOf(work))
    }
    return { next: stepPath(input.draft, 'photos') }
  },
})

/** How the city may reach the reporter, if at all. It goes straight into the vault. */
export const leave = action({
  name: 'reports.leave-contact',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/contact/leave-contact',
  who: anyone,
  input: z.object({ ...draft, ...contactInput }),
  output: next,
  rules: [],
  keeps: [confirm, contactBack],
  limit: { per: 'address', most: 60, seconds: 3600 },
  onto: (output) => output.next,

  async run(work) {
    const { input, tx } = work
    const before = await drafts.readDraft(tx, input.draft)
    // What was left before is closed with its number; the draft goes on under a new one.
    if (before.contact && before.number) await work.grants.end(reportNumber(before.number))
    const number = await drafts.takeNumber(tx, input.draft, before.contact !== null)
    const { ref, byMail } = await leaveContact(work, input, reportNumber(number))
    await drafts.setStep(tx, input.draft, { contact: { ref, byMail } }, lifeOf(work))
    return { next: stepPath(input.draft, 'check') }
  },
})

/** What somebody adds to the report of another: masked for the desk, whole in the vault under their own name. */
function forDesk(work: Pick<Work<unknown>, 'keep' | 'newId'>, { number }: Held, it: Added) {
  const { reporter, contact, left, text } = it
  const which = `joined-${work.newId()}`
  return shieldWords(work, { ref: reporter ?? contact, held: null, left, number, which }, text)
}

/** Sends the report, or joins the one that was found to be the same. The code is shown this one time and kept only as a hash. */
export const submit = action({
  name: 'reports.submit',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/check/submit',
  who: anyone,
  input: z.object(draft),
  output: sent.extend({ joined: z.boolean() }),
  rules: [mayReport],
  keeps: [originalWords],
  records: [received, followed],
  decides: [route, sort],
  limit: { per: 'address', most: 60, seconds: 3600 },
  onto: ({ code, joined }) =>
    joined ? `/reports/following/${code}` : `/reports/mine/${code}/sent`,

  async run(work) {
    const { input, tx } = work
    const draft = await drafts.readDraft(tx, input.draft)
    const { category, address, lon, lat, district, sameAs, ...found } = draft
    if (category === null || found.text === '') {
      throw new Refusal('refused', [category === null ? 'no-such-category' : 'no-text'])
    }
    const known = await holdJoinable(work, sameAs)
    if (known) {
      const number = await drafts.takeNumber(tx, input.draft)
      const shown = await forDesk(work, known, found)
      const code = await follow(work, known, { ...found, ...shown, number })
      await drafts.removeDraft(tx, input.draft)
      return { number: known.number, code, joined: true }
    }
    const place = { address, lon, lat, district }
    const outside = lon !== null && district === null
    const told = { placed: address !== null || lon !== null, insideTheCity: !outside, place }
    const done = await send(work, { ...found, category, found: told })
    await drafts.removeDraft(tx, input.draft)
    return { ...done, joined: false }
  },
})

/** Throws the draft away. Nothing of it stays. */
export const discard = action({
  name: 'reports.discard',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/discard',
  who: anyone,
  input: z.object(draft),
  output: z.object({}),
  rules: [],
  onto: () => '/reports',

  async run({ input, tx, files, grants }) {
    const found = await drafts.readDraft(tx, input.draft)
    for (const photo of found.photos) await files.release(photo)
    if (found.contact && found.number) await grants.end(reportNumber(found.number))
    await drafts.removeDraft(tx, input.draft)
    return {}
  },
})
