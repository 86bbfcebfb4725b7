/** A city in which every page can be opened by somebody, with something on it. */
import { sql } from '#core/database'
import { services } from '../src/city.ts'
import type { Page } from 'playwright-core'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { everyPage, type Found } from '#test/every-page'
import { coalition } from '#test/coalition'
import { contested } from '#test/contested'
import { followed } from '#test/followed'
import { corresponded } from '#test/corresponded'
import { atTheDoor } from '#test/door'
import { endorsed } from '#test/endorsed'
import { joined } from '#test/joined'
import { livingHere } from '#test/living-here'
import { madeMember, practised } from '#test/compendium'
import { papers } from '#test/papers'
import { withApplication } from '#test/waiting-application'
import { withPasskey } from '#test/passkey-of'
import { contradicted } from '#test/evidence'
import { can, lamp } from '#test/lamp'
import { newKey } from '#test/new-key'
import { processed } from '#test/processing'
import { routed } from '#test/routed'
import { promisedPages } from '#test/promised'
import { registered } from '#test/registered'
import { requested } from '#test/requested'

/** The city, where it listens, what was found of it, and the names of the pages that were not. */
export interface WholeCity {
  readonly city: TestCity
  readonly address: string
  readonly pages: readonly Found[]
  readonly missing: readonly string[]
}

/** Pages that nobody finds by a link, and everybody who looks. */
interface Filled {
  readonly known: Readonly<Record<string, string>>
  readonly people: readonly Somebody[]
}

/** A report that was answered, and one that is still being written. */
async function withReports(city: TestCity, amina: Somebody, desk: Somebody) {
  const { number, code } = await amina.does(can('report'), { ...lamp, toAccount: true })
  await desk.does(can('move'), { number, version: 1, to: 'in_progress' })
  await desk.does(can('answer'), { number, version: 2, text: 'We come on Monday.' })
  await desk.does(can('unmask'), { number, reason: 'The address is unclear' })
  const { draft } = await city.anybody.does(can('begin'), { category: 'lamp-out' })
  const steps = ['what', 'questions', 'where', 'details', 'photos', 'contact', 'check']
  const known = {
    ...Object.fromEntries(
      steps.map((step) => [`reports.new.${step}`, `/reports/new/${draft}/${step}`]),
    ),
    'reports.mine.sent': `/reports/mine/${code}/sent`,
    'reports.sent': `/reports/mine/${code}/sent`,
    'reports.mine': `/reports/mine/${code}`,
    'reports.mine.show': `/reports/mine/${code}`,
    'reports.show': `/reports/${number}`,
    'reports.desk.contact': `/reports/desk/${number}/contact`,
  }
  return { number, known }
}

/** Pages of a sign-in that is under way: they say the same whatever their secret. */
const WAYS = {
  'account.code-page': '/sign-in/code/a-letter',
  'account.new-password-page': '/forgotten/a-token',
  'account.invited-page': '/officials/invited/not-a-real-secret',
  'account.join-page': '/officials/join/not-a-real-secret',
  'account.second-page': '/sign-in/second/a-sign-in',
  'account.recovery-code-page': '/recoveries/code/a-code',
}

/** Cities that promise, learn and belong together. */
async function withCoalition(city: TestCity, amina: Somebody, address: string): Promise<Filled> {
  const secretariat = await city.official('sofia', 'secretariat')
  const hub = await coalition(city, { amina, secretariat })
  const signing = await endorsed(city, { address, city: 'grenoble-fr' })
  const promised = await promisedPages(city, { secretariat, city: 'grenoble-fr' })
  await madeMember(city, 'grenoble-fr')
  const official = await city.official('gita', 'city-official', 'grenoble-fr')
  const learned = await practised(city, { official, secretariat })
  const known = { ...hub, ...signing, ...promised.pages, ...learned }
  return { known, people: [secretariat, promised.official, official] }
}

/** What everybody does here, in the order in which it can be done. */
async function filled(city: TestCity, address: string): Promise<Filled> {
  const amina = await city.resident('amina')
  const desk = await city.official('bruno', 'unit-lead')
  const operator = await city.official('olga', 'operator')
  const officer = await city.official('otto', 'privacy-officer')
  const privacy = await city.official('edmund', 'privacy-officer')
  const keeper = await city.official('olaf', 'privacy-officer')
  const { number, known: reports } = await withReports(city, amina, desk)
  const asked = await requested(city, { amina, privacy, desk, number })
  const contests = await contested(city, { amina })
  const hub = await withCoalition(city, amina, address)
  const reviewer = [keeper, operator] as const
  const processing = await processed({ author: desk, reviewer, person: amina, case: number })
  await city.work()
  const written = await corresponded(city, { amina, desk })
  await city.city.record.step()
  const [entry] = await city.rows(sql`select id from record.outbox order by id limit 1`)
  const known = {
    ...(await contradicted(city, address)),
    ...reports,
    ...(await joined(city, { number })),
    ...(await followed(city, { amina })),
    ...{ ...WAYS, 'record.entry': `/record/${String(entry?.['id'])}` },
    ...(await withPasskey(city, amina)),
    ...(await livingHere(city, amina)),
    ...written,
    ...(await withApplication(city, amina, [operator, officer])),
    ...hub.known,
    ...{ ...asked, ...contests.pages, ...processing },
    ...(await registered(desk)),
    ...(await routed(city, desk)),
    ...(await papers(city, { amina, desk })),
    'open311.key-page': await newKey(operator),
    ...(await atTheDoor(city, { desk })),
  }
  // A look at contact data is over after a quarter of an hour, and the clock has moved since.
  await desk.does(can('unmask'), { number, reason: 'The address is still unclear' })
  const front = await city.official('ines', 'front-desk')
  const officials = [desk, keeper, operator, ...hub.people, privacy, front, contests.reviewer]
  return { known, people: [city.anybody, amina, ...officials] }
}

/** Opens it; close the city. */
export async function wholeCity(): Promise<WholeCity> {
  // Nobody answers at this port: no name server outside is asked.
  const city = await openCity(undefined, { HARVEST_LOOPBACK: 'yes', HARVEST_DNS: '127.0.0.1:9' })
  const address = await city.city.listen()
  const { known, people } = await filled(city, address)
  const { found: pages, missing } = await everyPage(services, people, known)
  return { city, address, pages, missing }
}

/** Opens one of its pages as whoever may; gives the status of the answer. */
export async function opened(
  page: Page,
  { address, found: { path, who }, language }: { address: string; found: Found; language: string },
): Promise<number> {
  const [name = '', value = ''] = who.cookie.split('=')
  const cookies = [{ name: 'language', value: language, url: address }]
  await page.context().clearCookies()
  await page.context().addCookies(value ? [...cookies, { name, value, url: address }] : cookies)
  const answer = await page.goto(`${address}${path}`, { waitUntil: 'load' })
  return answer?.status() ?? 0
}
