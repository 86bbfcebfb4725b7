/** The resident and the unit write to each other; either closes the thread. */
import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may, residents, unitsOf } from '#core/people'
import { z } from 'zod'
import { closed, written } from '../entries.ts'
import { numberIn, type Thread, threadName } from '../model.ts'
import { correspondence } from '../purposes.ts'
import { mayWrite } from '../rules.ts'
import { holdThread, setRead, setThread } from '../store/threads.ts'
import { type Hand, write } from '../writing.ts'

const about = z.string().max(20).meta({ input: 'hidden' })
const text = z.string().min(1).max(5000).meta({ input: 'textarea', rows: 6, personal: true })
const limit = { per: 'session', most: 60, seconds: 3600 } as const

type Acting = Pick<Work<unknown>, 'tx' | 'now' | 'by' | 'keep' | 'record' | 'later' | 'newId'>

/** The thread of this name; nobody learns of a thread that is not theirs. */
async function held({ tx }: Pick<Acting, 'tx'>, name: string): Promise<Thread> {
  const thread = await holdThread(tx, numberIn(name) ?? 0)
  if (!thread) throw new Refusal('not-found', ['messages.no-thread'])
  return thread
}

/** One's own thread. */
export async function heldOwn(work: Pick<Acting, 'tx' | 'by'>, name: string): Promise<Thread> {
  const thread = await held(work, name)
  if (thread.ref !== work.by.ref) throw new Refusal('not-found', ['messages.no-thread'])
  return thread
}

/** A thread of a unit that somebody writes for. */
export async function heldAtDesk(work: Pick<Acting, 'tx' | 'by'>, name: string): Promise<Thread> {
  const thread = await held(work, name)
  const units = unitsOf(work.by.person, 'messages.answer')
  mayWrite.require({ units, unit: thread.unit, state: thread.state })
  return thread
}

function handOf({ tx, now, record, later, keep }: Acting): Hand {
  const purpose = correspondence
  return {
    ...{ tx, now, record, later },
    keep: (it) => keep(it.ref, it.values, [{ purpose, case: it.case }], it.item),
  }
}

/** Writes back to the unit; a thread that was closed opens again. */
export const reply = action({
  name: 'messages.reply',
  path: '/messages/:thread/reply',
  who: residents,
  input: z.object({ thread: about, text }),
  output: z.object({ thread: z.string() }),
  rules: [mayWrite],
  keeps: [correspondence],
  records: [written],
  limit,

  async run(work) {
    const { tx, now, input } = work
    const thread = await heldOwn(work, input.thread)
    mayWrite.require({ units: 'own', unit: thread.unit, state: thread.state })
    await setRead(tx, thread.number, { side: 'resident', at: now })
    await setThread(tx, thread.number, { state: 'open', at: now })
    await write(handOf(work), thread, { id: work.newId(), from: 'resident', text: input.text })
    return { thread: input.thread }
  },
})

/** The unit writes. */
export const answer = action({
  name: 'messages.answer',
  path: '/messages/desk/:thread/answer',
  who: may('messages.answer'),
  input: z.object({ thread: about, text }),
  output: z.object({ thread: z.string() }),
  rules: [mayWrite],
  keeps: [correspondence],
  records: [written],
  limit,

  async run(work) {
    const { tx, now, by, input } = work
    const thread = await heldAtDesk(work, input.thread)
    await setRead(tx, thread.number, { side: 'unit', at: now })
    await setThread(tx, thread.number, { state: 'open', at: now })
    const words = { id: work.newId(), from: 'official', text: input.text } as const
    await write(handOf(work), thread, { ...words, badge: by.actor.badge })
    return { thread: input.thread }
  },
})

/** Says that one has read what the other side wrote: nothing else tells them. */
export const noteRead = action({
  name: 'messages.note-read',
  path: '/messages/:thread/note-read',
  who: residents,
  input: z.object({ thread: about }),
  output: z.object({}),
  rules: [],
  async run(work) {
    const thread = await heldOwn(work, work.input.thread)
    await setRead(work.tx, thread.number, { side: 'resident', at: work.now })
    return {}
  },
})

async function close(work: Acting & Pick<Work<unknown>, 'grants'>, thread: Thread): Promise<void> {
  await setThread(work.tx, thread.number, { state: 'closed', at: work.now })
  await work.grants.end(threadName(thread.number))
  await work.record(closed, { unit: thread.unit })
}

/** The resident ends it: from now on only they read it. */
export const end = action({
  name: 'messages.end',
  path: '/messages/:thread/end',
  who: residents,
  input: z.object({ thread: about }),
  output: z.object({}),
  rules: [],
  records: [closed],
  async run(work) {
    const thread = await heldOwn(work, work.input.thread)
    if (thread.state === 'open') await close(work, thread)
    return {}
  },
})

/** The unit has nothing more to say: from now on only the resident reads it. */
export const closeThread = action({
  name: 'messages.close',
  path: '/messages/desk/:thread/close',
  who: may('messages.answer'),
  input: z.object({ thread: about }),
  output: z.object({}),
  rules: [mayWrite],
  records: [closed],
  onto: () => '/messages/desk',
  async run(work) {
    const thread = await heldAtDesk(work, work.input.thread)
    await setRead(work.tx, thread.number, { side: 'unit', at: work.now })
    await close(work, thread)
    return {}
  },
})
