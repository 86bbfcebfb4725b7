/** A service that only tests of the web shell know: pages and actions that do, refuse, break and take long. */
import { action } from '#core/actions'
import { type Kind, Refusal } from '#core/kernel'
import { type Here, page } from '#core/pages'
import { anyone, may, residents } from '#core/people'
import { entry } from '#core/record'
import { service } from '#core/service'
import { h } from 'preact'
import { z } from 'zod'

const language = z.string().max(10).optional()
const id = z.string().max(20)

/** What a fault of ours may say to nobody. */
export const SECRET = 'postgres://city:secret@localhost/city'

const said = entry('trial.said', z.object({ id: z.string(), text: z.string() }))

/** Says something at a place; a few rules refuse it. */
export const say = action({
  name: 'trial.say',
  path: '/trial/:id/say',
  who: anyone,
  input: z.object({
    id,
    text: z.string().min(1).max(2000),
    loud: z.number().max(10).optional(),
    kinds: z.array(z.enum(['lamp', 'tree'])).default([]),
    photos: z.array(z.string()).default([]),
  }),
  output: z.object({ id: z.string(), text: z.string(), photos: z.array(z.string()) }),
  rules: [],
  records: [said],
  uploads: { field: 'photos', most: 2, kinds: ['photo'] },

  async run({ input, record }) {
    await record(said, { id: input.id, text: input.text.slice(0, 10) })
    return { id: input.id, text: input.text, photos: input.photos }
  },
})

/** Goes on to wherever it is told to. */
export const go = action({
  name: 'trial.go',
  path: '/trial/go/on',
  who: anyone,
  input: z.object({ next: z.string().max(200) }),
  output: z.object({ next: z.string() }),
  rules: [],
  onto: ({ next }) => next,
  run: async ({ input }) => ({ next: input.next }),
})

const kinds = [
  'invalid',
  'sign-in',
  'forbidden',
  'not-found',
  'conflict',
  'refused',
  'too-many',
  'unavailable',
] as const satisfies readonly Kind[]

/** Refuses in the way it is asked to. */
export const refuse = action({
  name: 'trial.refuse',
  path: '/trial/refuse/:kind/now',
  who: anyone,
  input: z.object({ kind: z.enum(kinds) }),
  output: z.object({}),
  rules: [],
  run({ input: { kind } }) {
    const wait = kind === 'too-many' || kind === 'unavailable' ? { retryAfter: 42 } : {}
    const detail = kind === 'conflict' ? { detail: { yours: { a: 1 }, theirs: { a: 2 } } } : {}
    return Promise.reject(new Refusal(kind, ['vault-down'], { ...wait, ...detail }))
  },
})

/** Breaks, as our own faults do. */
export const breaks = action({
  name: 'trial.break',
  path: '/trial/broken/break',
  who: anyone,
  input: z.object({}),
  output: z.object({}),
  rules: [],
  run: () => Promise.reject(new Error(SECRET)),
})

const forResidents = action({
  name: 'trial.ours',
  path: '/trial/ours/do',
  who: residents,
  input: z.object({}),
  output: z.object({}),
  rules: [],
  limit: { per: 'session', most: 2, seconds: 600 },
  run: async () => ({}),
})

const forOfficials = action({
  ...forResidents,
  name: 'trial.theirs',
  path: '/trial/theirs/do',
  who: may('people.manage'),
})

const html = (here: Here, ...children: Parameters<typeof h>[2][]) =>
  h('html', { lang: here.language }, h('body', null, ...children))

/** Shows a place, and the form to say something about it when it is asked for. */
const place = page({
  name: 'trial.place',
  path: '/trial/:id',
  who: anyone,
  keep: 'public',
  input: z.object({ id, form: z.boolean().optional(), language }),
  load({ input }) {
    if (input.id === 'nowhere') throw new Refusal('not-found', ['no-such-page'])
    return Promise.resolve({ id: input.id, form: input.form ?? false, long: 'lamp '.repeat(1000) })
  },
  view: ({ id: name, form, long }, here) => {
    const values = JSON.stringify(here.problem?.values ?? {})
    const reasons = (here.problem?.reasons ?? []).map(({ code, field }) => `${field} ${code}`)
    const token = form ? h('input', { name: 'csrf', value: here.csrf }) : null
    return html(
      here,
      h('h1', null, name),
      h('pre', null, values),
      h('ol', null, reasons.join()),
      token,
      h('p', null, long),
    )
  },
})

const broken = page({
  name: 'trial.broken',
  path: '/trial/broken',
  who: anyone,
  input: z.object({ language }),
  load: () => Promise.reject(new Error(SECRET)),
  view: (_, here) => html(here),
})

/** Says how many bytes it sends, and keeps its word or not. */
const announced = page({
  name: 'trial.announced',
  path: '/trial/announced',
  who: anyone,
  input: z.object({ bytes: z.number().int(), parts: z.number().int(), fails: z.boolean() }),
  load: () => Promise.resolve({}),
  streams: ({ input }) =>
    Promise.resolve({
      type: 'text/plain',
      name: 'announced.txt',
      bytes: input.bytes,
      parts: (async function* () {
        for (let n = 0; n < input.parts; n += 1) yield Buffer.alloc(1000, 'a')
        if (input.fails) throw new Error('the rest cannot be read')
      })(),
    }),
  view: (_, here) => html(here),
})

/** How far the feed of the numbers was written, what a slow page waits for, and how often it was asked for. */
export const watched = { written: 0, slow: Promise.resolve() as Promise<unknown>, asked: 0 }

const numbers = page({
  name: 'trial.numbers',
  path: '/trial/numbers',
  who: anyone,
  input: z.object({ most: z.number().int().min(1).optional(), language }),
  also: {
    csv: {
      type: 'text/csv; charset=utf-8',
      async *write({ input }) {
        for (let n = 0; n < (input.most ?? 1); n += 1) {
          watched.written = n
          yield `${n},${'lamp'.repeat(250)}\n`
        }
      },
    },
  },
  load: ({ input }) => Promise.resolve({ most: input.most ?? 1 }),
  view: ({ most }, here) => html(here, h('p', null, most)),
})

const slow = page({
  name: 'trial.slow',
  path: '/trial/slow',
  who: anyone,
  input: z.object({ language }),
  async load() {
    watched.asked += 1
    await watched.slow
    return { done: true }
  },
  view: (_, here) => html(here, h('p', null, 'done')),
})

const texts = Object.fromEntries(
  ['trial.place', 'trial.said', 'entry.trial.said'].map((key) => [key, { defaultMessage: key }]),
)

/** The service of the trial. */
export const trial = service({
  name: 'trial',
  right: 1,
  uses: [],
  actions: [say, go, refuse, breaks, forResidents, forOfficials],
  pages: [place, broken, numbers, announced, slow],
  entries: [said],
  texts: { en: texts, es: texts, ar: texts },
})
