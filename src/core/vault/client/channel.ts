/** What a service asks of the vault, as functions. */
import { batchFrom } from '#core/record/log'
import { z } from 'zod'
import { accountLetters, accountNotices } from '../account-purposes.ts'
import type { Field } from '../field.ts'
import type { Accounts, LetterKind } from '../account-model.ts'
import type { Access, Channel, Holding } from '../model.ts'
import { Personal } from '../personal.ts'
import type { Purpose } from '../purpose.ts'
import { documentsOn } from './documents.ts'
import { latest } from './latest.ts'
import type { Export, Exported } from '../export-model.ts'
import type { Many, Rights } from '../rights-model.ts'
import type { Line } from './line.ts'
import { itemsOn, readerOn, values, wrapped } from './reading.ts'
import { waysOn } from './ways.ts'

/** Pseudonyms remembered for each service. */
const REMEMBERED = 10_000

/** Fields as plain data, each once. */
function fieldsOf(purposes: readonly Purpose<string, Field>[]): object[] {
  const fields = purposes.flatMap((purpose) => purpose.fields)
  const kept = fields.flatMap(({ of, kind, class: retention, pd, special }) =>
    of ? [{ name: of, kind, class: retention, pd, ...(special ? { special } : {}) }] : [],
  )
  return [...new Map([...kept, ...fields].map((field) => [field.name, field])).values()]
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

const noticeShape = z.object({ to: z.string(), language: z.string() })

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
    async notice(access, now) {
      const said = noticeShape.nullable().parse(await line.ask('notices.letter', { access, now }))
      const { id, sinks } = accountNotices
      return said && { ...said, to: new Personal(said.to, id, sinks) }
    },
    async letter(letter, now) {
      const said = letterShape.nullable().parse(await line.ask('accounts.letter', { letter, now }))
      const { id, sinks } = accountLetters
      return said && { ...said, to: new Personal(said.to, id, sinks) }
    },
  }
}

function manyOn<M extends string>(line: Line): Many<M> {
  const ask = async (op: string, input: object) => (await line.ask(`many.${op}`, input)) as never
  return {
    ask: ({ id, version }, by) => ask('ask', { purpose: id, version, ...by }),
    agree: (approval, by) => ask('agree', { approval, ...by }),
    async read(purpose, approval, by) {
      const fields = purpose.fields.map((field) => field.name)
      const people = z.array(values).parse(await ask('read', { approval, fields, ...by }))
      return people.map((one) => wrapped(one, purpose))
    },
  }
}

const proofShape = z.object({ entry: z.string(), proof: z.unknown() })

/** A value on its way to its own person. */
const taken = (one: Exported): Exported => ({
  ...one,
  value: new Personal(String(one.value), 'folder.export', ['self-view']),
})

function rightsOn(line: Line): Rights {
  const ask = async (op: string, input: object) => (await line.ask(op, input)) as never
  return {
    consents: (ref) => ask('consents', { ref }),
    limitations: (ref) => ask('limitations', { ref }),
    limit: (ref, what, at) => ask('limit', { ref, ...what, at }),
    lift: (ref, what, at) => ask('lift', { ref, ...what, at }),
    erase: (ref, asked) => ask('erase', { ref, ...asked }),
    standing: (ref) => ask('standing', { ref }),
    erasures: (ref) => ask('erasures', { ref }),
    hold: (ref, order, at) => ask('hold', { ref, ...order, at }),
    release: (ref, order, at) => ask('release', { ref, ...order, at }),
    holds: (ref) => ask('holds', { ref }),
    async export(ref, by) {
      const said: Export = await ask('export', { ref, ...by })
      return { ...said, values: said.values.map(taken) }
    },
    async values(ref, by) {
      const said: Export['values'] = await ask('values', { ref, ...by })
      return said.map(taken)
    },
    async farewell(letter, now) {
      const said = noticeShape.nullable().parse(await line.ask('farewell.letter', { letter, now }))
      const { id, sinks } = accountLetters
      return said && { ...said, to: new Personal(said.to, id, sinks) }
    },
    farewellSent: (letter, now) => ask('farewell.sent', { letter, now }),
    async proof(ref, access, now) {
      const said = await line.ask('accesses.proof', { ref, access, now })
      const found = proofShape.nullable().parse(said)
      const proof = batchFrom(found?.proof)
      return found && proof ? { entry: found.entry, proof } : undefined
    },
    emergencies: (limit) => ask('notices.due', { limit }),
    told: ({ access, whom }, at) => ask('notices.told', { access, whom, at }),
  }
}

/** The channel of one service over its own line. */
export function channelOn<M extends string>(line: Line): Channel<M> {
  const refs = latest<Promise<string>>(REMEMBERED)
  const ask = async (op: string, input: object) => (await line.ask(op, input)) as never
  return {
    read: readerOn(line),
    readItems: itemsOn(line),
    keep: (batch, ref, given, grants, at, item) =>
      ask('keep', { batch, ref, values: given, grants, at, ...(item ? { item } : {}) }),
    confirm: (batch) => ask('confirm', { batch }),
    discard: (batch) => ask('discard', { batch }),
    unconfirmed: (olderThan) => ask('unconfirmed', { olderThan }),
    grant: (batch, ref, purpose, caseRef, at) =>
      ask('grant', { batch, ref, purpose, case: caseRef, at }),
    revoke: (ref, caseRef, at) => ask('revoke', { ref, case: caseRef, at }),
    refOf: (people) => refs(people, () => ask('refOf', { people })),
    stands: (ref) => ask('accounts.stands', { ref }),
    accesses: (ref, more): Promise<Access[]> => ask('accesses', { ref, ...more }),
    holdings: (ref): Promise<Holding[]> => ask('holdings', { ref }),
    publish: (purposes, recorded) =>
      ask('publish', {
        recorded,
        fields: fieldsOf(purposes),
        purposes: purposes.map((one) => ({ ...one, fields: one.fields.map(({ name }) => name) })),
      }),
    consent: (ref, given) => ask('consent', { ref, ...given }),
    refFrom: (module, ref) => ask('refFrom', { module, ref }),
    consented: (ref, notice) => ask('consented', { ref, notice }),
    consenting: ({ name: notice, version }, part) =>
      ask('consenting', { notice, version, ...part }),
    withdraw: (ref, notice, at) => ask('withdraw', { ref, notice, at }),
    many: manyOn(line),
    rights: rightsOn(line),
    upkeep: {
      retention: (now, accessYears) =>
        ask('retention', { now, ...(accessYears ? { accessYears } : {}) }),
      seals: (now, zone) => ask('seals', { now, zone }),
      sealPlaced: (seal, entry) => ask('seals.placed', { seal, entry }),
    },
    accounts: accountsOn(line),
    documents: documentsOn(line),
  }
}
