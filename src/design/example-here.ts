import { z } from 'zod'
import { action } from '#core/actions'
import type { Here } from '#core/pages'
import { residents } from '#core/people'
import { type Say, speakers } from '#core/text'
import ar from './example-texts/ar.json' with { type: 'json' }
import en from './example-texts/en.json' with { type: 'json' }
import { designTexts } from './texts.ts'

/** The moment at which every example stands. */
export const NOW = '2026-11-24T17:20:00.000Z'

const say = speakers([designTexts, { en, ar }], ['en', 'es', 'ar'], 'Europe/Madrid')

const services = (word: Say) => [
  { href: '/reports', label: word('example.menu.reports'), current: true },
  { href: '/folder', label: word('example.menu.folder'), current: false },
  { href: '/record', label: word('example.menu.record'), current: false },
  { href: '/algorithms', label: word('example.menu.algorithms'), current: false },
]

/** A page of the invented city on which an example stands. */
export function exampleHere(language: string, more: Partial<Here> = {}): Here {
  const word = say(language)
  return {
    say: word,
    language,
    dir: word.dir,
    languages: ['en', 'es', 'ar'],
    by: null,
    path: '/reports?state=open',
    csrf: 'example-token',
    key: 'example-one-time-key',
    now: NOW,
    city: { name: word('example.city'), theme: '/theme/example.css' },
    services: services(word),
    problem: null,
    assets: (name) => `/assets/${name}`,
    sampleCity: false,
    vaultDown: false,
    requestId: 'req-7f3k',
    ...more,
  }
}

/** An action with a field of every kind, to draw forms from. */
export const exampleAction = action({
  name: 'example.send',
  path: '/example/:number/send',
  who: residents,
  input: z.object({
    number: z.string(),
    title: z.string().min(3).max(80),
    text: z.string().min(10).max(600).meta({ input: 'textarea' }),
    kind: z.enum(['lamp', 'road', 'tree']),
    harms: z
      .array(z.enum(['fall', 'dark', 'noise']))
      .meta({ input: 'checkboxes' })
      .optional(),
    district: z.enum(['port', 'hill']).meta({ input: 'select' }).optional(),
    seen: z.iso.date().optional(),
    height: z.number().int().min(0).max(300).optional(),
    email: z.email().max(200).meta({ autocomplete: 'email', personal: true }).optional(),
    agreed: z.boolean().default(false),
    photos: z.array(z.string()).max(3).default([]).meta({ input: 'file' }),
  }),
  output: z.object({}),
  rules: [],
  uploads: { field: 'photos', most: 3, kinds: ['photo'] },
  run: () => Promise.resolve({}),
})
