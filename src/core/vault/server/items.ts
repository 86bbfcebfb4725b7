/** Reading what a person has several of, such as the messages of a thread: one access for all that is about it. */
import { Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import type { z } from 'zod'
import { denialOf } from './checks.ts'
import { factsOf } from './facts.ts'
import { entry } from './access-row.ts'
import { type Opened, opened, readInput } from './read.ts'
import { name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** `of` names what the values are about, as far as to a slash: `M-7` has the items `M-7/1`, `M-7/2`. */
export const readItemsInput = readInput.extend({ of: name.regex(/^[\w-]+$/) })

type Asked = z.infer<typeof readItemsInput>

async function within(tx: Tx, room: Strongroom, module: string, { of, ...asked }: Asked) {
  const facts = await factsOf(tx, module, asked)
  const denial = denialOf(facts)
  if (denial) {
    await tx.run(entry(facts, denial))
    return { denial }
  }
  const which = sql`starts_with(d.item, ${`${of}/`})`
  return { all: await opened(tx, room, facts, { log: entry(facts), which, alone: true }) }
}

/** Every value about one thing, in the order in which it was kept; logged, and checked, like any other reading. */
export async function readItems(room: Strongroom, module: string, asked: Asked): Promise<Opened[]> {
  const done = await room.db.transact((tx) => within(tx, room, module, asked))
  if (done.denial) throw new Refusal('forbidden', [`vault.${done.denial.why}`])
  return done.all ?? []
}
