import { action } from '#core/actions'
import { addDays, dateIn, Refusal } from '#core/kernel'
import { may, residents } from '#core/people'
import { reveal } from '#core/vault'
import { z } from 'zod'
import { codeHash } from '../codes.ts'
import { districtOf, residenceOf } from '../config.ts'
import { sent } from '../entries.ts'
import { forgetAsked } from '../jobs.ts'
import { leftOf, prove, proving } from '../proving.ts'
import { printLetter, settle } from '../purposes.ts'
import { mayAskLetter } from '../rules.ts'
import * as store from '../store.ts'

const caseOf = (letter: string) => `letter/${letter}`
const line = z.string().trim().min(2).max(200).meta({ personal: true })

/** The name and day of birth by which a person is one account's alone. */
export const whoInput = {
  name: line.meta({ personal: true, autocomplete: 'name' }),
  birthDate: z.iso.date().meta({ personal: true, autocomplete: 'bday' }),
}
export const postcode = z
  .string()
  .trim()
  .min(2)
  .max(20)
  .meta({ personal: true, autocomplete: 'postal-code' })

/** Asks for a letter with a code to one's own address. */
export const askLetter = action({
  name: 'residence.ask-letter',
  path: '/residence/letter/ask',
  who: residents,
  input: z.object({
    ...whoInput,
    address: line.meta({ personal: true, autocomplete: 'street-address' }),
    postcode,
  }),
  output: z.object({}),
  rules: [mayAskLetter],
  keeps: [printLetter, settle],
  limit: { per: 'session', most: 10, seconds: 3600 },
  onto: () => '/residence',

  async run({ input, by, tx, now, city, keep, newId, newSecret }) {
    const ref = by.ref ?? ''
    const terms = residenceOf(city)
    const today = dateIn(now, city.zone)
    const yearAgo = `${addDays(now.slice(0, 10), -365)}${now.slice(10)}`
    mayAskLetter.require({
      inTheCity: districtOf(terms, input.postcode) !== undefined,
      born: input.birthDate <= today,
      underWay: (await store.readOpenLetter(tx, ref)) !== undefined,
      thisYear: await store.countLetters(tx, ref, yearAgo),
    })
    const id = newId()
    const code = newSecret()
      .slice(0, 16)
      .replace(/.{4}(?=.)/g, '$&-')
    const until = addDays(today, terms.letterDays)
    await store.addLetter(tx, { id, ref, codeHash: codeHash(code), until, now })
    const asked = {
      'residence.name': input.name,
      'residence.homeAddress': input.address,
      'residence.postcode': input.postcode,
      'residence.birthDate': input.birthDate,
      'residence.letterCode': code,
    }
    await keep(ref, asked, [{ purpose: printLetter, case: caseOf(id) }])
    return {}
  },
})

/** Takes one's own request for a letter back; what was asked for is erased. */
export const dropLetter = action({
  name: 'residence.drop-letter',
  path: '/residence/letter/drop',
  who: residents,
  input: z.object({}),
  output: z.object({}),
  rules: [],
  on: () => '/residence',
  onto: () => '/residence',

  async run({ by, tx, now, grants, later }) {
    const letter = await store.readOpenLetter(tx, by.ref ?? '')
    if (!letter) throw new Refusal('not-found', ['residence.no-letter'])
    await store.moveLetter(tx, letter.id, { from: letter.state, to: 'over', now })
    await grants.end(caseOf(letter.id))
    await later(forgetAsked, { ref: letter.ref })
    return {}
  },
})

/** The letter is in the post: from now on nobody at the city reads name and address any more. */
export const letterSent = action({
  name: 'residence.letter-sent',
  path: '/residence/letters/:letter/sent',
  who: may('residence.print'),
  input: z.object({ letter: z.string().min(1).max(60) }),
  output: z.object({}),
  rules: [],
  records: [sent],
  on: () => '/residence/letters',
  onto: () => '/residence/letters',

  async run({ input, tx, now, grants, record }) {
    const moved = await store.moveLetter(tx, input.letter, { from: 'waiting', to: 'sent', now })
    if (!moved) throw new Refusal('not-found', ['residence.no-letter'])
    await grants.end(caseOf(input.letter))
    await record(sent, { count: 1 })
    return {}
  },
})

/** Enters the code of the letter. A wrong one counts, so its answer is no refusal that would undo the count. */
export const enterCode = action({
  name: 'residence.enter-code',
  path: '/residence/code/enter',
  who: residents,
  input: z.object({
    code: z.string().trim().min(4).max(60).meta({ input: 'text', autocomplete: 'off' }),
  }),
  output: z.object({ right: z.boolean(), left: z.number() }),
  reads: { settle },
  ...proving,
  limit: { per: 'session', most: 20, seconds: 3600 },
  onto: ({ right, left }) => (right ? '/residence' : `/residence/code?left=${left}`),

  async run(work) {
    const { input, by, tx, now, city, personal } = work
    const ref = by.ref ?? ''
    const terms = residenceOf(city)
    const letter = await store.readOpenLetter(tx, ref)
    const inTime = letter?.state === 'sent' && dateIn(now, city.zone) < letter.until
    if (!letter || !inTime) throw new Refusal('not-found', ['residence.no-letter'])
    const left = terms.letterTries - letter.tries - 1
    if (left < 0) return { right: false, left: 0 }
    if (!(await store.tryCode(tx, letter.id, codeHash(input.code)))) return { right: false, left }
    const read = await personal.settle(ref)
    const said = (value: (typeof read)[keyof typeof read]) => (value ? reveal(value, 'rule') : '')
    const who = { name: said(read['residence.name']), birthDate: said(read['residence.birthDate']) }
    if (who.name === '') throw new Refusal('not-found', ['residence.no-letter'])
    const district = districtOf(terms, said(read['residence.postcode'])) ?? ''
    const residency = leftOf(work, { district, birthDate: who.birthDate })
    await prove(work, { ref, way: 'letter', who, residency })
    await store.moveLetter(tx, letter.id, { from: 'sent', to: 'used', now })
    return { right: true, left }
  },
})
