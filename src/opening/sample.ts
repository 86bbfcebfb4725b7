/** Fills an empty city with invented residents and their year; see cities/luzarra/sample. */
import { join } from 'node:path'
import { enqueuer, type Job } from '#core/jobs'
import type { Settings } from '../settings.ts'
import { startBeside, type Witnesses } from './beside.ts'
import { neighboursOf } from './neighbours.ts'
import { isEmpty } from './invented.ts'
import { sealNight } from './nights.ts'
import { openCity, type OpenCity } from './open.ts'
import { policyIn } from './record.ts'
import { play, type Playing } from './sample/acts.ts'
import { writeByMail } from './sample/by-mail.ts'
import { contest } from './sample/contesting.ts'
import { chanceOf } from './sample/chance.ts'
import type { Step } from './sample/course.ts'
import { fillCoalition } from './sample/coalition.ts'
import { connect } from './sample/connected.ts'
import { passOn } from './sample/connections.ts'
import { keepAtHand } from './sample/desk-day.ts'
import { begun } from './sample/earlier.ts'
import { liveHere } from './sample/living.ts'
import { clearHalf, readMark, setMark } from './sample/mark.ts'
import { passNights } from './sample/nights.ts'
import { openAccounts } from './sample/people.ts'
import { fillPapers } from './sample/papers.ts'
import { sortNew } from './sample/open-reports.ts'
import { paint } from './sample/pictures.ts'
import { protect } from './sample/protecting.ts'
import { playProcessing } from './sample/processing.ts'
import { leaveOpen } from './sample/sorting.ts'
import { setStage } from './sample/stage.ts'
import { inventStories, type Story } from './sample/stories.ts'
import { readWords } from './sample/words.ts'
import { yearOf } from './sample/year.ts'

/** The sample city, and the processes of the witnesses beside it. */
export interface SampleCity extends OpenCity {
  witnesses(): readonly number[]
}

type Tell = (line: string) => void

/** The same seed makes the same year. */
const SEED = 20_260_302
const YEAR = 372 * 86_400_000

/** Somebody whose role may not asks for contact data once in a while; the folder shows it. */
async function ask(playing: Playing, stories: readonly Story[], reason: string): Promise<void> {
  const worker = playing.cast.officials.get('caseworker')
  const [first] = playing.cast.residents
  const mine = stories.filter(({ author }) => author === first)
  const story = mine.at(-3)
  if (!worker || !first || !story) return
  playing.stage.at(story.at + 3 * 3_600_000)
  const why = { case: story.number, reason }
  await playing.stage.tries(worker, 'reports.desk.contact', first, why)
}

/** Lets the year go by. A report whose step is refused stays as it stands, and the operator is told. */
async function live(playing: Playing, steps: readonly Step[], tell: Tell): Promise<void> {
  const { stage } = playing
  const reports = steps.filter((step) => step.do === 'report').length
  const stuck = new Set<Story>()
  let made = 0
  for (const step of steps) {
    if (stuck.has(step.story)) continue
    const no = await play(playing, step)
    if (no !== undefined) {
      stuck.add(step.story)
      tell(`  ${step.story.number}: ${step.do} ${step.to ?? ''} was refused (${no})`)
    }
    if (step.do !== 'report') continue
    made += 1
    if (made % 60 === 0 || made === reports) {
      tell(`  ${made} of ${reports} reports, up to ${stage.now().slice(0, 10)}`)
    }
  }
}

/** Makes the sample people and their year, by performing actions. False when the city is not empty. */
export async function fillSample(city: OpenCity, tell: Tell): Promise<boolean> {
  const { data, city: folder } = city.settings
  const words = readWords(folder)
  if (!words || readMark(data) === 'whole') return false
  if (readMark(data) === 'filling') throw new Error('This city is half filled: start it again')
  if (!(await isEmpty(city.db))) return false
  const now = Date.parse(city.clock())
  tell(`${city.facts.name} is empty. Filling it with a year of reports, once:`)
  await setMark(data, { state: 'filling', at: city.clock() })
  const stage = setStage(city)
  stage.at(now - YEAR)
  const cast = await openAccounts(stage, words)
  if (await fillCoalition({ stage, cast, now }))
    tell('  the coalition: cities, partners, a proposal')
  const invention = { facts: city.facts, words, chance: chanceOf(SEED), cast, now }
  const past = await begun(stage, invention, tell)
  const stories = inventStories(invention)
  const pictures = paint(stage, stories, chanceOf(SEED + 1))
  const playing = { stage, cast, chance: invention.chance, pictures }
  await live(playing, yearOf(invention, stories), tell)
  await ask(playing, stories, words.answers.denied)
  if (await liveHere(stage, cast, now)) tell('  verified residents, and people who act for others')
  await connect({ stage, cast, now })
  await fillPapers(playing, stories, now)
  if (await protect({ stage, cast, now })) tell('  requests about data, and what came of them')
  if (past) tell(`  ${await sortNew(past, now)} reports without a category, sorted by their words`)
  if (await contest({ stage, cast, now, stories }))
    tell('  contests, and audits of the sorting and the routing')
  if (await keepAtHand({ stage, cast, now })) tell('  prepared words, a queue, a note at the desk')
  await leaveOpen({ stage, cast, now })
  if (await passOn({ stage, cast, now })) tell('  reports passed on, and what came back')
  if (await writeByMail({ stage, cast, now }))
    tell('  mails to the city, and areas that residents follow')
  await passNights(stage, now - YEAR, now)
  await playProcessing({ stage, cast, now, stories })
  // Every reading of the year can be proved at once: the batches are those that its nights would have made.
  await sealNight(city, city.clock())
  await setMark(data, { state: 'whole', at: city.clock() })
  return true
}

/** An invented city has invented witnesses, unless its operator names others. */
async function neighbours({ settings, facts, record, log }: OpenCity) {
  const invited = facts.sampleCity && policyIn(settings) === undefined
  const all = invited ? neighboursOf(settings.city) : []
  if (all.length === 0) return undefined
  const folder = join(settings.keys, 'witnesses')
  const tell = (what: string) => log.warn(what)
  return startBeside(all, { folder, tell, logs: record.vkeys() }, record.believe)
}

/** The record begins when its witnesses are there; pages do not wait for that. */
async function begin(city: OpenCity): Promise<Witnesses | undefined> {
  try {
    return await neighbours(city)
  } catch (failure) {
    city.log.error({ err: failure }, 'the witnesses of the sample city did not start')
    return undefined
  } finally {
    city.record.start()
  }
}

/** A hub asks its members every day; the sample city, which is one, does not have to wait for that. */
async function askMembers({ db, clock, jobs, services }: OpenCity): Promise<void> {
  const all = services.flatMap((service): readonly Job<any, any>[] => service.jobs ?? [])
  const plan = all.find(({ name }) => name === 'evidence.plan')
  if (!plan) return
  await db.transact((tx) => enqueuer(tx, clock)(plan, {}))
  jobs.nudge()
}

/** The city begins to work, with its witnesses beside it; they end with it. */
async function alive(city: OpenCity): Promise<SampleCity> {
  await city.jobs.start()
  let pids: Witnesses['pids'] = () => []
  const beginning = begin(city).then((witnesses) => {
    pids = witnesses?.pids ?? pids
    return witnesses
  })
  const close = async () => {
    const witnesses = await beginning
    try {
      await city.close()
    } finally {
      await witnesses?.stop()
    }
  }
  const listen = async () => {
    const address = await city.listen()
    await askMembers(city)
    return address
  }
  return { ...city, listen, close, witnesses: () => pids() }
}

/** A sample city that is still empty opened before its first act; any other opens now. */
function openStage(settings: Settings): Promise<OpenCity> {
  return openCity(settings, { work: false, opens: new Date(Date.now() - YEAR).toISOString() })
}

/** Opens the sample city: filled the first time, begun again when that was interrupted. */
export async function openSampleCity(settings: Settings, tell: Tell): Promise<SampleCity> {
  let city = await openStage(settings)
  try {
    if (readMark(settings.data) === 'filling') {
      tell('Filling this city was interrupted: beginning again.')
      await city.close()
      clearHalf(settings.data)
      city = await openStage(settings)
    }
    await fillSample(city, tell)
    return await alive(city)
  } catch (failure) {
    await city.close()
    throw failure
  }
}
