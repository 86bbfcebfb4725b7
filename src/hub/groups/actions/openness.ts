/** A group is closed with a reason, or made public again with everything it wrote. */
import { z } from 'zod'
import { action } from '#core/actions'
import { lockLed, workers } from '../acting.ts'
import * as entries from '../entries.ts'
import { mayLead, mayTurn } from '../rules.ts'
import { setClosed } from '../store/groups.ts'
import { group, groupPath } from './parts.ts'

const outcome = z.object({ group: z.string() })

/** Closes a group: from now on only its cities read what it writes. */
export const shut = action({
  name: 'groups.shut',
  path: '/groups/:group/shut',
  who: workers,
  input: z.object({ group, because: z.string().trim().min(3).max(500) }),
  output: outcome,
  rules: [mayLead, mayTurn],
  records: [entries.shut],

  async run({ input, tx, by, record }) {
    const { id, closedBecause } = (await lockLed({ tx, by }, input.group)).group
    mayTurn.require({ same: closedBecause !== null })
    await setClosed(tx, { id, because: input.because })
    await record(entries.shut, { group: id }, { subject: groupPath(id) })
    return { group: id }
  },
})

/** Makes a group public: everybody reads what it writes, and what it wrote. */
export const makePublic = action({
  name: 'groups.make-public',
  path: '/groups/:group/make-public',
  who: workers,
  input: z.object({ group }),
  output: outcome,
  rules: [mayLead, mayTurn],
  records: [entries.madePublic],

  async run({ input, tx, by, record }) {
    const { id, closedBecause } = (await lockLed({ tx, by }, input.group)).group
    mayTurn.require({ same: closedBecause === null })
    await setClosed(tx, { id, because: null })
    await record(entries.madePublic, { group: id }, { subject: groupPath(id) })
    return { group: id }
  },
})
