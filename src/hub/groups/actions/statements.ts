/** Joint statements: published by a group, signed by each city with a decision of its own, also later. */
import { z } from 'zod'
import { action } from '#core/actions'
import { readDomains } from '#hub/cities'
import { actingAt, actsFor, lockLed, workers } from '../acting.ts'
import * as entries from '../entries.ts'
import { isMemberCity } from '../membership.ts'
import { liesOn } from '../model.ts'
import { mayLead, maySign, mayWithdraw } from '../rules.ts'
import { hashOf } from '../seal.ts'
import { lockGroup } from '../store/groups.ts'
import * as store from '../store/statements.ts'
import { city, day, group, groupPath, hash, link, number, title, today, words } from './parts.ts'

const outcome = z.object({ group: z.string(), statement: z.number() })
const pathOf = (of: { group: string; statement: number }) =>
  `${groupPath(of.group)}/statements/${of.statement}`
const onStatement = (input: Readonly<Record<string, unknown>>) =>
  `/groups/${String(input['group'])}/statements/${String(input['statement'])}`

/** Publishes a statement for cities to sign. Its words never change. */
export const publish = action({
  name: 'groups.publish',
  path: '/groups/:group/publish',
  who: workers,
  input: z.object({ group, title, body: words }),
  output: outcome,
  rules: [mayLead],
  records: [entries.statementPublished],
  onto: pathOf,

  async run({ input, tx, now, by, city: hub, record }) {
    const { id } = (await lockLed({ tx, by }, input.group)).group
    const sha256 = hashOf(input.body)
    const it = { group: id, title: input.title, body: input.body, sha256 }
    const statement = await store.addStatement(tx, { ...it, publishedOn: today(now, hub) })
    const made = { group: id, statement }
    const body = { ...made, title: input.title.normalize('NFC'), sha256 }
    await record(entries.statementPublished, body, { subject: pathOf(made) })
    return made
  },
})

/** A city signs, by a decision that lies on its own domain: who decided, when, where it stands, and its hash. */
export const sign = action({
  name: 'groups.sign',
  path: '/groups/:group/statements/:statement/sign',
  who: workers,
  input: z.object({
    ...{ group, statement: number, city, authority: title, decided: day },
    ...{ proof: link, sha256: hash },
  }),
  output: outcome,
  rules: [maySign],
  records: [entries.statementSigned],
  on: onStatement,
  onto: pathOf,

  async run({ input, tx, now, by, city: hub, record }) {
    await lockGroup(tx, input.group)
    const of = { group: input.group, number: input.statement }
    const statement = await store.readStatement(tx, of)
    const known = await store.listSignatures(tx, statement.number)
    const signedOn = today(now, hub)
    maySign.require({
      acts: actsFor(actingAt(by), input.city),
      isMember: await isMemberCity(tx, input.city),
      signed: known.some((one) => one.city === input.city && one.withdrawnOn === null),
      ownDomain: liesOn(input.proof, await readDomains(tx, input.city)),
      decidedLater: input.decided > signedOn,
    })
    const { city: who, decided, proof } = input
    const authority = input.authority.normalize('NFC')
    const it = { statement: statement.number, city: who, authority, decidedOn: decided, proof }
    await store.addSignature(tx, { ...it, sha256: input.sha256, signedOn })
    const made = { group: statement.group, statement: statement.number }
    const body = { city: who, authority, decided, proof: input.sha256, signed: signedOn }
    const whole = { ...made, sha256: statement.sha256, ...body }
    await record(entries.statementSigned, whole, { subject: pathOf(made) })
    return made
  },
})

/** A city withdraws its signature. That it had signed stays readable. */
export const withdraw = action({
  name: 'groups.withdraw',
  path: '/groups/:group/statements/:statement/withdraw',
  who: workers,
  input: z.object({ group, statement: number, city }),
  output: outcome,
  rules: [mayWithdraw],
  records: [entries.signatureWithdrawn],
  on: onStatement,
  onto: pathOf,

  async run({ input, tx, now, by, city: hub, record }) {
    await lockGroup(tx, input.group)
    const of = { group: input.group, number: input.statement }
    const statement = await store.readStatement(tx, of)
    const known = await store.listSignatures(tx, statement.number)
    const signed = known.some((one) => one.city === input.city && one.withdrawnOn === null)
    mayWithdraw.require({ acts: actsFor(actingAt(by), input.city), signed })
    const made = { group: statement.group, statement: statement.number }
    const on = today(now, hub)
    await store.setWithdrawn(tx, { statement: statement.number, city: input.city, on })
    await record(
      entries.signatureWithdrawn,
      { ...made, city: input.city },
      { subject: pathOf(made) },
    )
    return made
  },
})
