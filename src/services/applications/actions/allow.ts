import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { residents } from '#core/people'
import { z } from 'zod'
import { handOversFor } from '../claims.ts'
import { answered } from '../entries.ts'
import { type Asked, SCOPES, STAYING, type Standing, unanswered } from '../model.ts'
import { missingFor } from '../proof.ts'
import { age, district, email, name, resident } from '../purposes.ts'
import { mayAllow } from '../rules.ts'
import { waitingId } from '../secrets.ts'
import { findStanding } from '../store/applications.ts'
import * as connections from '../store/connections.ts'
import { findWaiting, setAnswer } from '../store/tokens.ts'

const interaction = z.string().min(1).max(100)
const page = ({ interaction: id }: Readonly<Record<string, unknown>>) =>
  `/applications/asked/${encodeURIComponent(String(id))}`
const onward = (_: unknown, input: { readonly interaction: string }) => `${page(input)}/onward`

type Tools = Pick<Work<{ interaction: string }>, 'tx' | 'input' | 'now'>

/** The sign-in that waits, and the application it is for. */
async function waiting({ tx, input, now }: Tools) {
  const id = waitingId(input.interaction)
  const found = await findWaiting(tx, id, now)
  const application = found && (await findStanding(tx, found.asked.application))
  if (!found || !application) throw new Refusal('not-found', ['sign-in-over'])
  return { id, asked: found.asked, application }
}

/** Of what is asked: what is agreed to, what is not, and what the application cannot do without. */
function judged(asked: Asked, { facts }: Standing, agreed: readonly string[]) {
  const must = facts.needs.filter(({ must }) => must).map(({ claim }) => SCOPES[claim])
  const free = (scope: string) =>
    scope === 'openid' || (must.includes(scope) && asked.scopes.includes(scope))
  const allowed = asked.scopes.filter((scope) => free(scope) || agreed.includes(scope))
  return { allowed, refused: asked.scopes.filter((scope) => !allowed.includes(scope)) }
}

/** Writes down what is agreed to, and opens to the city what it is to hand over. */
async function connect(
  work: Pick<Work<unknown>, 'tx' | 'now' | 'newId' | 'grants' | 'consents'> & {
    readonly ref: string
  },
  application: string,
  answers: { readonly allowed: readonly string[]; readonly refused: readonly string[] },
): Promise<void> {
  const { tx, now, ref, grants, consents } = work
  const before = await connections.findConnection(tx, application, ref)
  // The case in the vault: whoever reads their folder sees for which application it was.
  const id = before?.id ?? `${application}.${work.newId()}`
  const merged = {
    allowed: [...new Set([...(before?.allowed ?? []), ...answers.allowed])].filter(
      (scope) => !answers.refused.includes(scope),
    ),
    refused: [...new Set([...(before?.refused ?? []), ...answers.refused])].filter(
      (scope) => !answers.allowed.includes(scope),
    ),
  }
  if (before) await connections.setAnswers(tx, { id, ...merged })
  else await connections.addConnection(tx, { id, application, ref, since: now, ...merged })
  for (const { purpose } of handOversFor(merged.allowed)) {
    await consents.give(purpose)
    await grants.give(ref, { purpose, case: id })
  }
}

/** A resident lets an application sign them in, with what they tick. */
export const allow = action({
  name: 'applications.allow',
  path: '/applications/asked/:interaction/allow',
  who: residents,
  input: z.object({
    interaction,
    claims: z
      .array(z.enum(['email', 'profile', 'age', 'resident', 'district', STAYING]))
      .max(10)
      .default([]),
  }),
  output: z.object({}),
  rules: [mayAllow],
  keeps: [email, name, age, resident, district],
  records: [answered],
  limit: { per: 'session', most: 60, seconds: 3600 },
  on: page,
  onto: onward,

  async run(work) {
    const { input, by, tx, now, record, newId, grants, consents } = work
    const { person } = by
    if (!person || by.ref === null) throw new Refusal('sign-in', ['people.who.residents'])
    const { id, asked, application } = await waiting(work)
    mayAllow.require({ proof: missingFor(asked, person, now) })
    const before = await connections.findConnection(tx, application.id, by.ref)
    if (unanswered(asked, before).length > 0) {
      const tools = { tx, now, newId, grants, consents, ref: by.ref }
      await connect(tools, application.id, judged(asked, application, input.claims))
      await record(answered, { answer: 'allowed', count: 1 })
    }
    const ts = Math.floor(Date.parse(person.provedAt) / 1000)
    const login = { accountId: by.ref, ts, acr: person.assurance }
    await setAnswer(tx, { id, by: by.ref, answer: { login, consent: {} } })
    return {}
  },
})

/** A resident does not: the application learns that, and nothing else. */
export const refuse = action({
  name: 'applications.refuse',
  path: '/applications/asked/:interaction/refuse',
  who: residents,
  input: z.object({ interaction }),
  output: z.object({}),
  rules: [],
  limit: { per: 'session', most: 60, seconds: 3600 },
  on: page,
  onto: onward,

  async run(work) {
    const { by, tx } = work
    const { id } = await waiting(work)
    const answer = { error: 'access_denied', error_description: 'the resident did not agree' }
    await setAnswer(tx, { id, by: by.ref ?? '', answer })
    return {}
  },
})
