/** A city's profile as a page. What nobody has supplied is said to be missing, never filled up. */
import { useHere } from '#core/pages'
import { actorOf, sentenceOf } from '#core/record'
import { dirOf, languageName } from '#core/text'
import { titleOf } from '#hub/declaration'
import { Actions, ProofTags } from '#hub/endorsements'
import {
  ButtonLink,
  Columns,
  Empty,
  Layout,
  Notice,
  Prose,
  Section,
  Summary,
  Timeline,
  Words,
} from '#design'
import { nameIn } from '../model.ts'
import { countryName } from '../model/words.ts'
import { useFacts } from './facts.tsx'
import type { ProfileData } from './profile.tsx'

function Standing({ city, successor }: ProfileData) {
  const { say, language } = useHere()
  const { state } = city
  if (state === null || state === 'member') return null
  return (
    <Notice
      tone={state === 'historic' ? 'info' : 'warning'}
      title={say(`endorsements.state.${state}`)}
    >
      <p>{say(`endorsements.state.${state}.text`)}</p>
      {successor && (
        <p>
          <a href={`/cities/${successor.id}`}>
            {say('cities.successor', { name: nameIn(successor, language) })}
          </a>
        </p>
      )}
    </Notice>
  )
}

function Part({ title, id, text }: { title: string; id: string; text: string | null | undefined }) {
  if (!text) return null
  return (
    <Section title={title} id={id}>
      <Words text={text} />
    </Section>
  )
}

function Said({ profile, principles }: ProfileData) {
  const { say, language } = useHere()
  if (!profile) return <Empty title={say('cities.noProfile')} text={say('cities.noProfile.text')} />
  const { summary, quote, quoteBy, recommendations, future, sections, links } = profile
  return (
    <div lang={profile.language} dir={dirOf(profile.language)}>
      {profile.language !== language && (
        <Notice title={say('cities.otherLanguage', { language: languageName(profile.language) })} />
      )}
      {summary && <Words text={summary} />}
      {principles.map((one) => (
        <Part key={one.id} id={one.id} title={titleOf(say, one)} text={sections[one.id]} />
      ))}
      {quote && (
        <figure class="cr-quote">
          <blockquote>
            <Words text={quote} />
          </blockquote>
          {quoteBy && <figcaption>{quoteBy}</figcaption>}
        </figure>
      )}
      <Part id="recommendations" title={say('cities.recommendations')} text={recommendations} />
      <Part id="future" title={say('cities.future')} text={future} />
      {links.length > 0 && (
        <Section title={say('cities.links')} id="links">
          <Prose>
            <ul>
              {links.map((link) => (
                <li key={link}>
                  <a href={link}>{link}</a>
                </li>
              ))}
            </ul>
          </Prose>
        </Section>
      )}
    </div>
  )
}

function History({ history, longer, titles, city }: ProfileData) {
  const { say, language } = useHere()
  const titled = (role: string) => titles[role]?.[language] ?? titles[role]?.['en'] ?? role
  return (
    <Section title={say('cities.history')} id="history">
      {history.length === 0 && <p>{say('cities.history.none')}</p>}
      <Timeline
        items={history.map((entry) => ({
          at: entry.at,
          title: <a href={`/record/${entry.id}`}>{sentenceOf(entry, say)}</a>,
          by: actorOf(entry, say, titled),
        }))}
      />
      {longer && (
        <p>
          <a href={`/record?subject=${encodeURIComponent(`/cities/${city.id}`)}`}>
            {say('cities.history.all')}
          </a>
        </p>
      )}
    </Section>
  )
}

function More({ more }: ProfileData) {
  const { say } = useHere()
  if (more.length === 0) return null
  return (
    <Section title={say('cities.more')} id="more">
      <Prose>
        <ul>
          {more.map(({ name, href }) => (
            <li key={name}>
              <a href={href}>{say(name)}</a>
            </li>
          ))}
        </ul>
      </Prose>
    </Section>
  )
}

function endorseLink({ id, name, country }: ProfileData['city']): string {
  return `/endorse/new?${new URLSearchParams({ city: id, name, country })}`
}

/** What can be done about a city: by who keeps the directory, by residents, and by the city itself. */
function Ways({ city }: Pick<ProfileData, 'city'>) {
  const { say, by } = useHere()
  if (by?.permissions.includes('cities.write')) {
    return <ButtonLink href={`/cities/${city.id}/edit`}>{say('cities.edit')}</ButtonLink>
  }
  const asks = city.state === null || city.state === 'historic'
  return (
    <>
      <ButtonLink href={`/ask-my-city/${city.id}`}>{say('cities.askThis')}</ButtonLink>
      {asks && (
        <ButtonLink kind="secondary" href={endorseLink(city)}>
          {say('cities.endorseThis')}
        </ButtonLink>
      )}
    </>
  )
}

/** A city's profile as a page. */
export function ProfileView(data: ProfileData) {
  const { say, language } = useHere()
  const { city } = data
  const facts = useFacts(data)
  return (
    <Layout
      title={nameIn(city, language)}
      eyebrow={countryName(city.country, language) ?? city.country}
      breadcrumb={[
        { href: '/coalition', text: say('coalition.show') },
        { href: '/cities', text: say('cities.directory') },
      ]}
      actions={<Ways city={city} />}
    >
      <Columns
        aside={
          <>
            <Summary title={say('cities.facts')} rows={facts} />
            {data.membership !== null && <ProofTags city={city.id} standing={data.proofs} />}
            <More {...data} />
          </>
        }
      >
        <Standing {...data} />
        <Said {...data} />
        <Actions actions={data.actions} />
        <History {...data} />
      </Columns>
    </Layout>
  )
}
