/** A small coalition in a city that is a hub, for tests across services: cities, a partner, a proposal, a request. */
import type { Action } from '#core/actions'
import { sql } from '#core/database'
import { z } from 'zod'
import { services } from '../src/city.ts'
import type { Somebody, TestCity } from './city.ts'

/** An action of the hub by its whole name. */
export function hubCan(name: string): Action<any, any, any> {
  const found = services.flatMap(({ actions }) => actions).find((one) => one.name === name)
  if (!found) throw new Error(`there is no action ${name}`)
  return found
}

const TEXT = 'We, the cities, promise to be honest about lamps, and about what we know of them.'

/** A group with a text and a statement, and another hub that is copied: the addresses of their pages. */
async function together(city: TestCity['city'], secretariat: Somebody) {
  const founding = { name: 'Lamps', purpose: 'Lamps that tell nobody who passes.' }
  const { group } = await secretariat.does(hubCan('groups.found'), founding)
  const body = 'Lamps give light.\nThey count nobody.'
  const words = { group, title: 'On lamps', body, bodies: 'Council\nBoard' }
  const { text } = await secretariat.does(hubCan('groups.open-text'), words)
  const other = { group, text: String(text), body: 'Lamps give light.', reason: 'Shorter.' }
  await secretariat.does(hubCan('groups.propose'), other)
  const said = { group, title: 'Light', body }
  const { statement } = await secretariat.does(hubCan('groups.publish'), said)
  const minutes = { group, kind: 'minutes', title: 'First', on: '2026-02-01', text: 'We met.' }
  await secretariat.does(hubCan('groups.file'), minutes)
  await secretariat.does(hubCan('groups.set-task'), { group, title: 'Count', due: '2026-01-01' })
  const hub = 'hub.example'
  await city.db.transact((tx) =>
    tx.run(sql`insert into changes.mirror (hub, url) values (${hub}, ${`https://${hub}`})`),
  )
  return {
    'groups.group': `/groups/${group}`,
    'groups.text': `/groups/${group}/texts/${text}`,
    'groups.statement': `/groups/${group}/statements/${statement}`,
    'changes.mirror': `/federation/mirrors/${hub}`,
  }
}

/** A list with a subscriber, a thread and a message that waits; gives the addresses of its pages. */
async function talked(
  { city, anybody }: Pick<TestCity, 'city' | 'anybody'>,
  { amina, secretariat }: { amina: Somebody; secretariat: Somebody },
): Promise<Readonly<Record<string, string>>> {
  const list = 'rights'
  const about = { domain: 'lists.luzarra.example', title: 'Rights', about: 'Cities ask.' }
  await secretariat.does(hubCan('lists.open'), { ...about, name: list, kind: 'open' })
  await anybody.does(hubCan('lists.join'), { list, email: 'amina@luzarra.example' })
  const mine = await city.db.look((tx) =>
    tx.one(sql`select code from lists.subscriber limit 1`, z.object({ code: z.string() })),
  )
  const code = mine?.code ?? ''
  await amina.does(hubCan('lists.confirmed'), { code })
  const words = { list, subject: 'Lamps', text: 'Who has sensors?' }
  const { message, thread } = await amina.does(hubCan('lists.write'), words)
  await secretariat.does(hubCan('lists.judge'), { list, message, verdict: 'sent' })
  const page = `/lists/${list}`
  const ends = ['asked', 'left', 'waits', 'desk'].map((end) => [`lists.${end}`, `${page}/${end}`])
  return {
    ...Object.fromEntries(ends),
    'lists.show': page,
    'lists.thread': `${page}/threads/${thread}`,
    'lists.message': `${page}/messages/${message}`,
    'lists.mine': `/lists/mine/${code}?thread=${thread}`,
    'lists.leaving': `/lists/mine/${code}/leave`,
  }
}

/** Fills the hub a little; gives the addresses of its pages that have a parameter. */
export async function coalition(
  { city, anybody }: Pick<TestCity, 'city' | 'anybody'>,
  { amina, secretariat }: { amina: Somebody; secretariat: Somebody },
): Promise<Readonly<Record<string, string>>> {
  const place = { name: 'Grenoble', country: 'FR', lat: '45.19', lon: '5.71', languages: 'fr' }
  const { city: id } = await secretariat.does(hubCan('cities.list'), place)
  const profile = { city: id, language: 'en', summary: 'A city in the mountains.', quote: 'Up!' }
  await secretariat.does(hubCan('cities.write-profile'), profile)
  const text = { version: '2018-11', language: 'en', text: TEXT }
  const { sha256 } = await secretariat.does(hubCan('declaration.publish'), text)
  const proposal = { about: 'privacy', title: 'Say it', text: 'More clearly.', reason: 'I asked.' }
  const { amendment } = await amina.does(hubCan('declaration.propose'), proposal)
  await amina.does(hubCan('declaration.comment'), { amendment, text: 'Yes.' })
  const partner = { name: 'UN-Habitat', kind: 'un-body', role: 'Lends its halls.' }
  await secretariat.does(hubCan('partners.list'), partner)
  await anybody.does(hubCan('supporters.count'), { city: id, email: 'teo@luzarra.example' })
  const ask = await city.db.look((tx) =>
    tx.one(sql`select code from supporters.ask limit 1`, z.object({ code: z.string() })),
  )
  const more = await together(city, secretariat)
  return {
    ...more,
    ...(await talked({ city, anybody }, { amina, secretariat })),
    'cities.profile': `/cities/${id}`,
    'cities.edit': `/cities/${id}/edit`,
    'declaration.text': `/declaration/texts/${sha256}`,
    'declaration.principle': '/principles/privacy@2018-11',
    'declaration.amendment': `/declaration/amendments/${amendment}`,
    'partners.partner': '/partners/un-habitat',
    'supporters.letter': `/ask-my-city/${id}`,
    'supporters.sent': `/ask-my-city/${id}/sent`,
    'supporters.confirm': `/ask-my-city/confirm/${ask?.code ?? ''}`,
  }
}
