/** Letters to whoever follows an area, and what is over and forgotten. */
import { z } from 'zod'
import { enqueuer, job, type JobWork } from '#core/jobs'
import { addDays, dateIn } from '#core/kernel'
import type { Say } from '#core/text'
import { reveal } from '#core/vault'
import { filterOf, kindOf, named, nameOf } from './naming.ts'
import { ANNOUNCED, askedOf, caseOf, type Rhythm, WAITS } from './model.ts'
import { tell } from './purposes.ts'
import * as store from './store.ts'
import { linkTo, listNews } from '#services/reports'

/** What came in less than a minute ago may still be on its way into the database. */
const SETTLED = 60_000
/** So many at a time, and so many times in one round; who is left is first in the next. */
const PART = 100
const PARTS = 100
/** A letter names so many; the rest is behind its link. */
const NAMED = 20

type Writing = JobWork<unknown, { tell: typeof tell }>

/** A letter to whoever follows this area, by which it is ended with one click (RFC 8058). */
async function write(
  work: Writing,
  it: store.Followed,
  letter: { readonly subject: string; readonly text: string },
): Promise<void> {
  const { id, personal, mail, city } = work
  const known = await personal.tell(it.contact, { case: caseOf(it.id) })
  const to = known['contact.email']
  if (!to) return
  await mail.send({
    to: reveal(to, 'mail'),
    ...letter,
    language: it.language,
    key: id,
    headers: {
      'List-Unsubscribe': `<${city.url}/areas/mine/${it.code}/leave>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  })
}

/** The words that every letter about an area has. */
function wordsOf({ city }: Writing, it: store.Followed, say: Say) {
  const own = `${city.url}/areas/mine/${it.code}`
  return {
    area: nameOf(named(it, city, it.language), say),
    city: city.name,
    url: own,
    leave: `${own}/leave`,
  }
}

/** Asks the owner of the address whether it was they who asked. */
export const letterConfirm = job({
  name: 'areas.letter-confirm',
  input: z.object({ id: z.string() }),
  reads: { tell },
  async run(work) {
    const it = await work.db.look((tx) => store.readFollowed(tx, work.input.id))
    if (!it || it.state !== 'asked') return
    const say = work.say(it.language)
    const words = { ...wordsOf(work, it, say), days: WAITS }
    const text = say('areas.mail.confirm.body', words)
    await write(work, it, { subject: say('areas.mail.confirm.subject', words), text })
  },
})

/** What came in or was closed in the area since the last letter. */
export const letterNews = job({
  name: 'areas.letter-news',
  input: z.object({ id: z.string(), from: z.string(), until: z.string() }),
  reads: { tell },
  async run(work) {
    const { input, db, city } = work
    const { from, until } = input
    const found = await db.look(async (tx) => {
      const it = await store.readFollowed(tx, input.id)
      if (it?.state !== 'on') return undefined
      const news = await listNews(tx, filterOf(it, city), { from, until }, NAMED + 1)
      return { it, news }
    })
    if (!found || found.news.length === 0) return
    const { it, news } = found
    const say = work.say(it.language)
    const lines = news.slice(0, NAMED).map((one) => {
      const category = kindOf(one.category, city, it.language) ?? one.category
      const state = say(`reports.state.${one.state}`)
      const place = one.address ? `\n  ${one.address}` : ''
      return `* ${one.number} · ${category} · ${state}${place}\n  ${city.url}/reports/${one.number}`
    })
    const all = `${city.url}${linkTo('/reports', { ...askedOf(it), sort: 'changed' })}`
    const more = news.length > NAMED ? `\n\n${say('areas.mail.more', { url: all })}` : ''
    const words = { ...wordsOf(work, it, say), news: `${lines.join('\n\n')}${more}` }
    const subject = say('areas.mail.news.subject', {
      ...words,
      count: Math.min(news.length, NAMED),
    })
    await write(work, it, { subject, text: say('areas.mail.news.body', words) })
  },
})

/** Following ends in a month unless it is renewed. */
export const letterEnding = job({
  name: 'areas.letter-ending',
  input: z.object({ id: z.string() }),
  reads: { tell },
  async run(work) {
    const it = await work.db.look((tx) => store.readFollowed(tx, work.input.id))
    if (it?.state !== 'on') return
    const say = work.say(it.language)
    const words = { ...wordsOf(work, it, say), until: say.date(it.endsOn) }
    const text = say('areas.mail.ending.body', words)
    await write(work, it, { subject: say('areas.mail.ending.subject', words), text })
  },
})

type Round = Pick<JobWork<unknown>, 'db' | 'now' | 'city'>

/** Tells a part of those whose turn it is; true when there may be more. */
function tellPart({ db, now, city }: Round, rhythm: Rhythm, until: string): Promise<boolean> {
  return db.transact(async (tx) => {
    const due = await store.takeDue(tx, { rhythm, until, limit: PART })
    const later = enqueuer(tx, () => now)
    for (const it of due) {
      const during = { from: it.toldUntil, until }
      const [any] = await listNews(tx, filterOf(it, city), during, 1)
      if (any) await later(letterNews, { id: it.id, ...during })
    }
    await store.setTold(
      tx,
      due.map(({ id }) => id),
      until,
    )
    return due.length === PART
  })
}

async function tellAll(round: Round, rhythm: Rhythm): Promise<void> {
  const until = new Date(Date.parse(round.now) - SETTLED).toISOString()
  for (let part = 0; part < PARTS; part += 1) if (!(await tellPart(round, rhythm, until))) return
}

/** Every ten minutes: who wants to know soon. */
export const tellSoon = job({
  name: 'areas.tell-soon',
  input: z.object({}),
  every: '*/10 * * * *',
  run: ({ db, now, city }) => tellAll({ db, now, city }, 'soon'),
})

/** Every morning: who wants one letter a day. */
export const tellDaily = job({
  name: 'areas.tell-daily',
  input: z.object({}),
  every: '20 6 * * *',
  run: ({ db, now, city }) => tellAll({ db, now, city }, 'daily'),
})

/** Whoever had their account erased follows nothing. */
async function endOrphans({ db, vault }: Pick<JobWork<unknown>, 'db' | 'vault'>): Promise<void> {
  let last = ''
  for (let part = 0; part < PARTS; part += 1) {
    const people = await db.look((tx) => store.peopleAfter(tx, last))
    for (const person of people)
      if (!(await vault.stands(person))) await db.transact((tx) => store.endAllOf(tx, person))
    const next = people.at(-1)
    if (next === undefined) return
    last = next
  }
}

/** Every night: ends are announced, what is over is forgotten, and the vault forgets the address. */
export const night = job({
  name: 'areas.night',
  input: z.object({}),
  every: '50 2 * * *',
  async run({ db, now, city, vault }) {
    const today = dateIn(now, city.zone)
    await endOrphans({ db, vault })
    const askedBefore = new Date(Date.parse(now) - WAITS * 86_400_000).toISOString()
    await db.transact((tx) => store.endOver(tx, { today, askedBefore }))
    // The vault forgets first: whatever stops between the two, the next night does both again.
    const ended = await db.look((tx) => store.listEnded(tx, 2000))
    for (const id of ended) await vault.revoke(null, caseOf(id), now)
    await db.transact(async (tx) => {
      for (const id of ended) await store.removeFollowed(tx, id)
    })
    await db.transact(async (tx) => {
      const ending = await store.takeEnding(tx, addDays(today, ANNOUNCED), 1000)
      for (const id of ending) await enqueuer(tx, () => now)(letterEnding, { id })
    })
  },
})
