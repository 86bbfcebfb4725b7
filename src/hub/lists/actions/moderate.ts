/** The secretariat opens lists and looks at what waits. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import * as entries from '../entries.ts'
import { sendOut } from '../intake.ts'
import { deliverPiece } from '../jobs/deliver.ts'
import { kinds, noticeOf } from '../model.ts'
import { mayJudge, mayOpen } from '../rules.ts'
import { setWaiting } from '../store/deliveries.ts'
import { addList, hasList } from '../store/lists.ts'
import * as messages from '../store/messages.ts'
import { setKnown } from '../store/subscribers.ts'

/** Who opens lists. */
export const keepers = may('lists.open')
/** Who looks at what waits. */
export const moderators = may('lists.moderate')

const list = z.string().max(40).meta({ input: 'hidden' })
const message = z.string().max(60).meta({ input: 'hidden' })
const desk = (output: { list: string }) => `/lists/${output.list}/desk`
/** Words that begin other addresses of this service. */
const TAKEN = ['mine', 'new']

/** Opens a list at an address of the hub's mail domain. */
export const open = action({
  name: 'lists.open',
  path: '/lists/new/open',
  who: keepers,
  input: z.object({
    name: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z][a-z0-9]{1,30}$/)
      .refine((name) => !TAKEN.includes(name)),
    domain: z
      .string()
      .trim()
      .toLowerCase()
      .max(120)
      .regex(/^(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/),
    title: z.string().trim().min(2).max(80),
    about: z.string().trim().min(2).max(1000).meta({ input: 'textarea' }),
    kind: z.enum(kinds).meta({ input: 'radios' }),
  }),
  output: z.object({ list: z.string() }),
  rules: [mayOpen],
  records: [entries.opened],
  onto: (output) => `/lists/${output.list}`,

  async run({ input, tx, now, newSecret, record }) {
    const { name, kind } = input
    mayOpen.require({ known: await hasList(tx, name) })
    await addList(tx, { ...input, salt: newSecret(), at: now })
    await record(entries.opened, { list: name, kind }, { subject: `/lists/${name}` })
    return { list: name }
  },
})

/** Lets a message through, or turns it down; the first one that is let through makes its author known. */
export const judge = action({
  name: 'lists.judge',
  path: '/lists/:list/desk/judge',
  who: moderators,
  input: z.object({
    list,
    message,
    verdict: z.enum(['sent', 'refused']).meta({ input: 'hidden' }),
  }),
  output: z.object({ list: z.string() }),
  rules: [mayJudge],
  records: [entries.judged],
  onto: desk,

  async run({ input, tx, now, record, later, grants, files }) {
    const it = await messages.lockMessage(tx, input.message)
    if (it.list !== input.list) throw new Refusal('not-found', ['no-such-message'])
    mayJudge.require({ state: it.state })
    const { verdict } = input
    await messages.setState(tx, { id: it.id, state: verdict, at: now })
    if (it.notice !== null) await grants.end(noticeOf(it.id))
    await messages.countThread(tx, it.thread)
    if (verdict === 'sent') {
      if (it.subscriber !== null && it.because === 'first-message')
        await setKnown(tx, it.subscriber)
      await sendOut({ tx, later }, it)
    } else {
      for (const file of await messages.takeWords(tx, it.id)) await files.release(file)
    }
    const body = { list: it.list, message: it.id, verdict }
    await record(entries.judged, body, { subject: `/lists/${it.list}` })
    return { list: it.list }
  },
})

/** Sends again to those of whom nobody knows whether they got it: some of them get it twice. */
export const again = action({
  name: 'lists.again',
  path: '/lists/:list/desk/again',
  who: moderators,
  input: z.object({ list, message }),
  output: z.object({ list: z.string() }),
  rules: [],
  onto: desk,

  async run({ input, tx, later }) {
    const it = await messages.readMessage(tx, input.message)
    if (it.list !== input.list) throw new Refusal('not-found', ['no-such-message'])
    const waiting = await setWaiting(tx, it.id)
    if (waiting > 0) await later(deliverPiece, { piece: it.id, kind: 'message' })
    return { list: it.list }
  },
})
