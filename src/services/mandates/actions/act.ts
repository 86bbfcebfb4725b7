import { action } from '#core/actions'
import { addDays, Refusal } from '#core/kernel'
import { beginActing, leaveActing, noteAct, residents } from '#core/people'
import { z } from 'zod'
import { which } from './give.ts'

/** Begins to act for somebody, in this session alone. It stands in their folder that it began. */
export const begin = action({
  name: 'mandates.begin',
  onBehalf: 'own',
  path: '/mandates/:mandate/begin',
  who: residents,
  fresh: true,
  input: which,
  output: z.object({ folder: z.boolean() }),
  rules: [],
  limit: { per: 'session', most: 60, seconds: 3600 },
  on: () => '/mandates',
  onto: ({ folder }) => (folder ? '/folder' : '/'),

  async run({ input, by, tx, now, mandates, session }) {
    const person = by.person
    const asked = { peopleRef: person?.ref ?? '', mandate: input.mandate, at: now }
    const stands = await mandates.inForce(asked)
    if (!person || !stands) throw new Refusal('not-found', ['mandates.no-such-mandate'])
    const { mandate, kind, peopleRef: ref, scopes } = stands
    const tomorrow = `${addDays(now.slice(0, 10), 1)}${now.slice(10)}`
    const until = stands.until < tomorrow ? stands.until : tomorrow
    await beginActing(tx, person.session, { mandate, kind, ref, scopes, until }, now)
    await noteAct(tx, { mandate, act: 'mandates.begin', now })
    await session.renew()
    return { folder: scopes.includes('folder') }
  },
})

/** Somebody is themselves again. */
export const leave = action({
  name: 'mandates.leave',
  onBehalf: 'own',
  path: '/mandates/leave',
  who: residents,
  input: z.object({}),
  output: z.object({}),
  rules: [],
  on: () => '/',
  onto: () => '/mandates',

  async run({ by, tx, session }) {
    await leaveActing(tx, by.person?.session ?? '')
    await session.renew()
    return {}
  },
})
