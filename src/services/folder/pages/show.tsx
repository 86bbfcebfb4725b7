import { dateIn } from '#core/kernel'
import { type Look, page } from '#core/pages'
import { listActed, residents } from '#core/people'
import {
  ButtonLink,
  Details,
  Empty,
  Layout,
  Notice,
  Pager,
  Prose,
  Section,
  Timeline,
} from '#design'
import type { Say } from '#core/text'
import { listAbout } from '#services/protection'
import { folderOf } from '../config.ts'
import { csv, json } from '../feeds/tables.ts'
import { addressOf, type Asked, asking, keptOf, wantedOf, wrongDays } from '../model.ts'
import { inUnit } from '../naming.ts'
import { Breaches } from './breaches.tsx'
import { CountedAmong } from './in-numbers.tsx'
import { Holdings } from './holdings.tsx'
import { ActedFor } from './acted-for.tsx'
import { moment } from './moment.tsx'
import { Onward } from './onward.tsx'
import { Search } from './search.tsx'
import { Waiting, waiting } from './waiting.tsx'

const PAGE = 20

/** The part of the list that was asked for; a day that cannot be understood finds nothing. */
async function found({ input, folder, city, language, tx }: Look<Asked>) {
  const wrong = wrongDays(input)
  if (Object.keys(wrong).length > 0) return { wrong, accesses: [], standing: [], next: null }
  const more = { ...wantedOf(input, city.zone), limit: PAGE + 1 }
  const all = await folder.accesses(input.before ? { ...more, before: input.before } : more)
  const accesses = all.slice(0, PAGE).map((access) => inUnit(access, city, language))
  const standing = await listAbout(
    tx,
    accesses.map(({ id }) => id),
  )
  const next = all.length > PAGE ? (accesses.at(-1)?.id ?? null) : null
  return { wrong, accesses, standing, next }
}

/** Who acts for the person, and what was done; only the mandates by which somebody acts for them. */
async function forOthers({ folder, tx }: Look<Asked>) {
  const mandates = (await folder.mandates()).filter(({ side }) => side === 'for')
  const acted = await listActed(
    tx,
    mandates.map(({ mandate }) => mandate),
  )
  return { mandates, acted }
}

type Data = Awaited<ReturnType<typeof load>>

async function load(look: Look<Asked>) {
  const { input, folder, declared } = look
  const limitations = await folder.limitations()
  return {
    ...(await found(look)),
    holdings: await folder.holdings(),
    ...(await forOthers(look)),
    breaches: await folder.breaches(),
    numbers: await folder.inNumbers(),
    limited: limitations.filter(({ until }) => until === null),
    services: [...new Set(declared.purposes.map(({ service }) => service))].toSorted(),
    asked: keptOf(input),
    first: input.before === undefined,
    brief: await waiting(look),
    today: dateIn(look.now, look.city.zone),
    years: folderOf(look.city).accessYears,
  }
}

function Nothing({ asked, say }: Data & { say: Say }) {
  if (Object.keys(asked).length === 0)
    return <Empty title={say('folder.accesses.none')} text={say('folder.accesses.none.text')} />
  return (
    <Empty
      title={say('folder.accesses.nothing')}
      action={<a href="/folder">{say('folder.accesses.all')}</a>}
    />
  )
}

function Accesses(data: Data & { say: Say }) {
  const { asked, accesses, standing, next, first, mandates, say } = data
  return (
    <Section title={say('folder.accesses')} id="accesses">
      <Search {...data} />
      {accesses.length === 0 ? (
        <Nothing {...data} />
      ) : (
        <Timeline items={accesses.map((one) => moment(one, { standing, mandates }, say))} />
      )}
      <Pager
        previous={first ? undefined : addressOf('/folder', asked)}
        next={next ? addressOf('/folder', { ...asked, before: next }) : undefined}
      />
      <Details summary={say('folder.downloads')}>
        <Prose>
          <p>{say('folder.downloads.text')}</p>
          <ul>
            <li>
              <a href={addressOf('/folder.csv', asked)}>{say('folder.downloads.csv')}</a>
            </li>
            <li>
              <a href={addressOf('/folder.json', asked)}>{say('folder.downloads.json')}</a>
            </li>
          </ul>
          <p>{say('folder.delays')}</p>
          <p>{say('folder.years', { years: data.years })}</p>
        </Prose>
      </Details>
    </Section>
  )
}

/** What somebody stopped, so that it is not forgotten. */
function Limited({ limited, say }: Data & { say: Say }) {
  if (limited.length === 0) return null
  return (
    <Notice title={say('folder.limited', { count: limited.length })}>
      <p>
        <a href="/folder/rights">{say('folder.limited.link')}</a>
      </p>
    </Notice>
  )
}

/** What the city keeps about whoever looks, and who read it. */
export const folderPage = page({
  name: 'folder.show',
  onBehalf: 'folder',
  path: '/folder',
  who: residents,
  menu: 30,
  input: asking,
  also: { csv, json },
  load,
  view: (data, { say, acting }) => (
    <Layout
      title={say('folder.show')}
      lead={say('folder.show.lead')}
      actions={!acting && <ButtonLink href="/folder/rights">{say('folder.rights')}</ButtonLink>}
    >
      <Breaches breaches={data.breaches} say={say} />
      <Limited {...data} say={say} />
      <Waiting {...data} say={say} />
      <Accesses {...data} say={say} />
      <CountedAmong {...data} say={say} />
      <ActedFor {...data} say={say} />
      <Holdings {...data} say={say} />
      {!acting && <Onward say={say} />}
    </Layout>
  ),
})
