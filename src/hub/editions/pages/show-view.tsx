/** The page of one edition. */
import { useHere } from '#core/pages'
import { dirOf } from '#core/text'
import { ButtonLink, Code, Details, Does, Form, Layout, Prose, Section, Table } from '#design'
import { correct, printAgain, withdraw } from '../actions/issue.ts'
import { Standing, StandingTag, trail } from './parts.tsx'
import type { Shown } from './show.tsx'

function Files({ number, files, print, issues }: Shown) {
  const { say } = useHere()
  if (files.length === 0) return null
  return (
    <Section title={say('editions.files')} id="files">
      <Table
        caption={say('editions.files')}
        quiet
        head={['kind', 'size', 'hash'].map((name) => say(`editions.file.${name}`))}
        rows={files.map(({ kind, bytes, sha256, entry }) => [
          <a href={`/editions/${number}/files/${kind}`}>{say(`editions.kind.${kind}`)}</a>,
          say.bytes(bytes),
          <>
            <Code text={sha256} inline />{' '}
            <a href={`/record/${entry}`}>{say('editions.inRecord')}</a>
          </>,
        ])}
      />
      {print !== 'made' && <p>{say(`editions.print.${print}`)}</p>}
      {issues && print !== 'made' && print !== 'waiting' && (
        <Does action={printAgain} with={{ edition: String(number) }} />
      )}
    </Section>
  )
}

function Checking({ entry, issuedEntry, sha256, place, number, url }: Shown) {
  const { say } = useHere()
  const href = `/record/${issuedEntry ?? entry}`
  return (
    <Section title={say('editions.checking')} id="checking">
      <Prose>
        <p>{say('editions.checking.text')}</p>
        <p>
          {place !== null && place.position !== null
            ? say('editions.place', {
                position: place.position,
                seen: place.seen,
                asked: place.asked,
              })
            : say('editions.placeless')}
        </p>
        <Code text={`curl -s ${url}/editions/${number}/files/json | sha256sum\n${sha256}`} />
        <ul>
          <li>
            <a href={href}>{say('editions.toEntry')}</a>
          </li>
          <li>
            <a href={`/record/${entry}`}>{say('editions.toFrozen')}</a>
          </li>
        </ul>
      </Prose>
    </Section>
  )
}

function Inside({ practices, members }: Shown) {
  const { say } = useHere()
  return (
    <Section title={say('editions.inside')} id="inside">
      <Prose>
        <ul>
          {practices.map((one) => (
            <li key={one.number}>
              <a href={`/practices/${one.number}/versions/${one.version}`}>
                {one.city}:{' '}
                <span lang={one.language} dir={dirOf(one.language)}>
                  {one.title}
                </span>
              </a>
            </li>
          ))}
        </ul>
        {members !== null && <p>{say('editions.members', { count: members })}</p>}
      </Prose>
    </Section>
  )
}

function Working({ number, writes, issues, issuedAt, replacedBy, withdrawnOn }: Shown) {
  const { say } = useHere()
  const given = { edition: String(number) }
  if (issuedAt === null || (!writes && !issues)) return null
  return (
    <Section title={say('editions.working')} id="working">
      {writes && replacedBy === null && (
        <>
          <p>{say('editions.rule.mayCorrect')}</p>
          <Does action={correct} with={given} />
        </>
      )}
      {issues && withdrawnOn === null && (
        <Details summary={say('editions.withdraw')}>
          <p>{say('editions.rule.mayWithdraw')}</p>
          <Form action={withdraw} with={given} kind="danger" />
        </Details>
      )}
    </Section>
  )
}

function Subtitle({ words: { lead, language } }: Pick<Shown, 'words'>) {
  if (lead === null) return null
  return (
    <p class="cr-lead" lang={language} dir={dirOf(language)}>
      {lead}
    </p>
  )
}

/** One edition as a page: reading it comes first. */
export function ShowView(data: Shown) {
  const { say } = useHere()
  const { number, words, date, hub, url, files, replaces } = data
  const { title } = words
  const place = `${url}/editions/${number}`
  const cited = { publisher: hub, title, number, date: say.date(date), url: place }
  return (
    <Layout
      title={title}
      eyebrow={say('editions.numbered', { number, date: say.date(date, 'long') })}
      breadcrumb={trail(say)}
      actions={
        files.length > 0 ? (
          <ButtonLink href={`/editions/${number}/files/html`}>{say('editions.read')}</ButtonLink>
        ) : null
      }
    >
      <p>
        <StandingTag {...data} />
      </p>
      <Subtitle words={words} />
      <Standing {...data} />
      {replaces !== null && (
        <p>
          <a href={`/editions/${replaces}`}>{say('editions.replaces', { number: replaces })}</a>
        </p>
      )}
      <Files {...data} />
      <Section title={say('editions.citing')} id="citing">
        <p dir="auto">{say('editions.citation', cited)}</p>
      </Section>
      <Checking {...data} />
      <Inside {...data} />
      <Working {...data} />
    </Layout>
  )
}
