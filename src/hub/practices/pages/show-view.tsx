/** The page of one practice: its words, who reuses it, its versions, and what can be done with it. */
import { useHere } from '#core/pages'
import { ButtonLink, Layout, Notice, Prose, Section, When, Words } from '#design'
import { nameIn } from '#hub/cities'
import { ContentView } from './content-view.tsx'
import { Practices, trail } from './parts.tsx'
import type { Shown } from './show.tsx'
import { Working } from './working.tsx'

function useCity(data: Pick<Shown, 'names'>) {
  const { language } = useHere()
  return (id: string) => {
    const named = data.names[id]
    return named ? nameIn(named, language) : id
  }
}

function Standing(data: Shown) {
  const { say } = useHere()
  const { archivedOn, archivedBecause, returned, unpublished, version, state } = data
  return (
    <>
      {archivedOn !== null && (
        <Notice tone="warning" title={say('practices.archived')}>
          <p>
            <When at={archivedOn} style="date" /> · {say(`practices.because.${archivedBecause}`)}
          </p>
        </Notice>
      )}
      {returned !== null && (
        <Notice tone="warning" title={say('practices.returned')}>
          <Words text={returned} />
        </Notice>
      )}
      {unpublished && (
        <Notice title={say(`practices.state.${state}`)}>
          <p>{say(version > 0 ? 'practices.newer' : 'practices.onlyYou')}</p>
        </Notice>
      )}
    </>
  )
}

function Adoptions(data: Shown) {
  const { say } = useHere()
  const city = useCity(data)
  return (
    <Section title={say('practices.adoptions')} id="adoptions">
      {data.adoptions.length === 0 && <p>{say('practices.noAdoptions')}</p>}
      <Prose>
        <ul>
          {data.adoptions.map((one) => (
            <li key={one.city}>
              <a href={`/cities/${one.city}/practices`}>{city(one.city)}</a>
              {', '}
              {say('practices.since')} <When at={one.since} style="date" />
              {one.endedOn !== null && (
                <>
                  {', '}
                  {say('practices.until')} <When at={one.endedOn} style="date" />
                </>
              )}
              {one.words !== null && <Words text={one.words} />}
            </li>
          ))}
        </ul>
      </Prose>
    </Section>
  )
}

function Citing(data: Shown) {
  const { say } = useHere()
  const city = useCity(data)
  const { number, version, versions, content, publishedAt, confirmedOn, url, hub } = data
  if (version === 0 || publishedAt === null) return null
  return (
    <Section title={say('practices.citing')} id="citing">
      <p dir="auto">
        {say('practices.citation', {
          ...{ city: city(data.city), title: content.title, version, hub },
          date: publishedAt.slice(0, 10),
          url: `${url}/practices/${number}/versions/${version}`,
          licence: content.licence,
        })}
      </p>
      {confirmedOn !== null && (
        <p>
          {say('practices.confirmedOn')} <When at={confirmedOn} style="date" />
        </p>
      )}
      <Prose>
        <ul>
          {versions.map((one) => (
            <li key={one.number}>
              <a href={`/practices/${number}/versions/${one.number}`}>
                {say('practices.versionNumber', { version: one.number })}
              </a>{' '}
              · <When at={one.publishedAt} style="date" />
            </li>
          ))}
        </ul>
      </Prose>
    </Section>
  )
}

/** One practice as a page. */
export function ShowView(data: Shown) {
  const { say } = useHere()
  const city = useCity(data)
  const { content, principles, similar, acts, number, unpublished, draft } = data
  return (
    <Layout
      title={content.title}
      eyebrow={city(data.city)}
      breadcrumb={[...trail(say), { href: `/cities/${data.city}`, text: city(data.city) }]}
      actions={
        acts ? (
          <ButtonLink href={`/practices/${number}/edit`}>{say('practices.edit')}</ButtonLink>
        ) : null
      }
    >
      <Standing {...data} />
      <Working {...data} />
      <ContentView content={content} principles={principles} />
      {data.source !== null && (
        <p>
          <a href={data.source}>{say('practices.source')}</a>
        </p>
      )}
      {unpublished && data.version > 0 && draft !== null && (
        <Section title={say('practices.draftWords')} id="draft-words">
          <Words text={[draft.title, draft.summary, draft.problem, draft.done].join('\n\n')} />
        </Section>
      )}
      {data.version > 0 && <Adoptions {...data} />}
      {similar.length > 0 && (
        <Section title={say('practices.similar')} id="similar">
          <Practices all={similar} label={say('practices.similar')} level={3} />
        </Section>
      )}
      <Citing {...data} />
    </Layout>
  )
}
