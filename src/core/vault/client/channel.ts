/** What a service asks of the vault, as functions. */
import { z } from 'zod'
import { accountLetters, accountNotices } from '../account-purposes.ts'
import type { Field } from '../field.ts'
import type { Accounts, LetterKind } from '../account-model.ts'
import type { Access, Channel, Holding } from '../model.ts'
import { Personal } from '../personal.ts'
import type { Purpose } from '../purpose.ts'
import { documentsOn } from './documents.ts'
import { latest } from './latest.ts'
import type { Cases } from '../cases-model.ts'
import type { Many } from '../rights-model.ts'
import type { Line } from './line.ts'
import { oversightOn } from './oversight.ts'
import { itemsOn, readerOn, values, wrapped } from './reading.ts'
import { mandatesOn, residenceOn } from './resident.ts'
import { rightsOn } from './rights.ts'
import { waysOn } from './ways.ts'

/** Milliseconds for a portion of the work of a night: a day's readings are sealed at once. */
const NIGHT = 600_000

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

const breachShape = z.array(
  z.object({
    breach: z.string(),
    ref: z.string(),
    language: z.string(),
    to: z.string().nullable(),
  }),
)

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
    async breachLetters(limit, now) {
      const said = breachShape.parse(await line.ask('breaches.letters', { limit, now }))
      const { id, sinks } = accountNotices
      return said.map((one) => ({
        ...one,
        to: one.to === null ? null : new Personal(one.to, id, sinks),
      }))
    },
    breachMailed: ({ breach, ref }, at) =>
      line.ask('breaches.mailed', { breach, ref, at }) as Promise<never>,
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
    count: ({ id, version, fields }, by) =>
      ask('count', { purpose: id, version, fields: fields.map((field) => field.name), ...by }),
  }
}

function casesOn(line: Line): Cases {
  const ask = async (op: string, input: object) => (await line.ask(op, input)) as never
  return {
    access: (ref, asked) => ask('cases.access', { ref, ...asked }),
    disclosed: (ref, asked) => ask('cases.disclosed', { ref, ...asked }),
  }
}

/** The work of a night: who gave it up sooner would only begin it a second time. */
function upkeepOn(line: Line): Channel['upkeep'] {
  const ask = async (op: string, input: object) => (await line.ask(op, input, NIGHT)) as never
  return {
    retention: (now, accessYears) =>
      ask('retention', { now, ...(accessYears ? { accessYears } : {}) }),
    seals: (now, zone) => ask('seals', { now, zone }),
    sealPlaced: (seal, entry) => ask('seals.placed', { seal, entry }),
  }
}

const published: (...of: Parameters<Channel['publish']>) => object = (
  purposes,
  recorded,
  assessed = [],
) => ({
  ...{ recorded, assessed },
  fields: fieldsOf(purposes),
  purposes: purposes.map((one) => ({ ...one, fields: one.fields.map(({ name }) => name) })),
})

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
    publish: (...of) => ask('publish', published(...of)),
    consent: (ref, given) => ask('consent', { ref, ...given }),
    refFrom: (module, ref) => ask('refFrom', { module, ref }),
    consented: (ref, notice) => ask('consented', { ref, notice }),
    consenting: ({ name: notice, version }, part) =>
      ask('consenting', { notice, version, ...part }),
    withdraw: (ref, notice, at) => ask('withdraw', { ref, notice, at }),
    many: manyOn(line),
    cases: casesOn(line),
    rights: rightsOn(line),
    upkeep: upkeepOn(line),
    accounts: accountsOn(line),
    oversight: oversightOn(line),
    documents: documentsOn(line),
    residence: residenceOn(ask),
    mandates: mandatesOn(ask),
  }
}
