/** What a service asks of the vault, as functions. */
import { z } from 'zod'
import { accountLetters } from '../account-purposes.ts'
import type { Field } from '../field.ts'
import type { Accounts, LetterKind } from '../account-model.ts'
import type { Access, Channel, Holding, Revealed } from '../model.ts'
import { Personal } from '../personal.ts'
import type { Purpose } from '../purpose.ts'
import { latest } from './latest.ts'
import type { Line } from './line.ts'
import { waysOn } from './ways.ts'

/** Pseudonyms remembered for each service. */
const REMEMBERED = 10_000

const values = z.record(z.string(), z.string())

/** Fields as plain data, each once. */
function fieldsOf(purposes: readonly Purpose<string, Field>[]): Field[] {
  const fields = purposes.flatMap((purpose) => purpose.fields)
  return [...new Map(fields.map((field) => [field.name, field])).values()]
}

const letterShape = z.object({
  to: z.string(),
  kind: z.enum([
    'confirm',
    'sign-in',
    'reset',
    'entered',
    'changed',
    'recovery',
  ]) satisfies z.ZodType<LetterKind>,
  language: z.string(),
  secret: z.string(),
  until: z.string(),
})

function accountsOn(line: Line): Accounts {
  const ask = (op: string) => async (input: object) =>
    (await line.ask(`accounts.${op}`, input)) as never
  return {
    open: ask('open'),
    check: ask('check'),
    sendCode: ask('sendCode'),
    checkCode: ask('checkCode'),
    ...waysOn(ask),
    setPassword: ask('setPassword'),
    setLanguage: (peopleRef, language) => ask('setLanguage')({ peopleRef, language }),
    facts: (peopleRef) => ask('facts')({ peopleRef }),
    async letter(letter, now) {
      const said = letterShape.nullable().parse(await line.ask('accounts.letter', { letter, now }))
      const { id, sinks } = accountLetters
      return said && { ...said, to: new Personal(said.to, id, sinks) }
    },
  }
}

/** Reads, and wraps what comes back. */
function readerOn<M extends string>(line: Line): Channel<M>['read'] {
  return async (purpose, ref, context) => {
    const { id, version, sinks } = purpose
    const fields = context.fields ?? purpose.fields.map((field) => field.name)
    const read = values.parse(
      await line.ask('read', { purpose: id, version, ref, ...context, fields }),
    )
    const wrapped = Object.entries(read).map(([name, value]) => [
      name,
      new Personal(value, id, sinks),
    ])
    return Object.fromEntries(wrapped) as Revealed<typeof id, never>
  }
}

/** The channel of one service over its own line. */
export function channelOn<M extends string>(line: Line): Channel<M> {
  const refs = latest<Promise<string>>(REMEMBERED)
  const ask = async (op: string, input: object) => (await line.ask(op, input)) as never
  return {
    read: readerOn(line),
    keep: (batch, ref, given, grants, at) => ask('keep', { batch, ref, values: given, grants, at }),
    confirm: (batch) => ask('confirm', { batch }),
    discard: (batch) => ask('discard', { batch }),
    unconfirmed: (olderThan) => ask('unconfirmed', { olderThan }),
    grant: (batch, ref, purpose, caseRef, at) =>
      ask('grant', { batch, ref, purpose, case: caseRef, at }),
    revoke: (ref, caseRef, at) => ask('revoke', { ref, case: caseRef, at }),
    refOf: (people) => refs(people, () => ask('refOf', { people })),
    accesses: (ref, more): Promise<Access[]> => ask('accesses', { ref, ...more }),
    holdings: (ref): Promise<Holding[]> => ask('holdings', { ref }),
    publish: (purposes) =>
      ask('publish', {
        fields: fieldsOf(purposes),
        purposes: purposes.map((one) => ({ ...one, fields: one.fields.map(({ name }) => name) })),
      }),
    accounts: accountsOn(line),
  }
}
