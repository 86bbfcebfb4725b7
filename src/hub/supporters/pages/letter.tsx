/** A letter to one's city, to print or to send oneself; how many ask it, and what it answered. */
import { useHere } from '#core/pages'
import {
  ButtonLink,
  ButtonRow,
  Details,
  Form,
  Layout,
  Notice,
  Prose,
  Section,
  Stats,
  When,
  Words,
} from '#design'
import { countryName, nameIn } from '#hub/cities'
import { count, noteAnswer } from '../actions.ts'
import type { LetterData } from '../pages.tsx'

function Answer({ answeredOn, answer, city }: LetterData) {
  const { say, language } = useHere()
  if (answeredOn === null) return null
  return (
    <Notice tone="success" title={say('supporters.answered', { city: nameIn(city, language) })}>
      <p>
        <When at={answeredOn} style="date" />
        {answer !== null && (
          <>
            {' · '}
            <a href={answer}>{say('supporters.answered.read')}</a>
          </>
        )}
      </p>
    </Notice>
  )
}

function Noting({ city }: LetterData) {
  const { say, by } = useHere()
  if (!by?.permissions.includes('supporters.answer')) return null
  return (
    <Details summary={say('supporters.note-answer')}>
      <Form action={noteAnswer} with={{ city: city.id }} />
    </Details>
  )
}

function Letter({ city, state, url }: LetterData) {
  const { say, language } = useHere()
  const name = nameIn(city, language)
  const joined = state === 'member'
  const text = say(joined ? 'supporters.letter.joined' : 'supporters.letter.text', {
    city: name,
    url,
  })
  const subject = say('supporters.letter.subject', { city: name })
  const mail = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`
  return (
    <>
      <article class="cr-document" aria-label={say('supporters.letter')}>
        <Words text={text} />
      </article>
      <ButtonRow>
        <ButtonLink href={mail}>{say('supporters.mailto')}</ButtonLink>
        <span>{say('supporters.print')}</span>
      </ButtonRow>
    </>
  )
}

function Counting({ city, supporters }: LetterData) {
  const { say, language } = useHere()
  return (
    <Section title={say('supporters.count')} id="count">
      <Stats
        items={[
          { label: say('supporters.people', { city: nameIn(city, language) }), value: supporters },
        ]}
      />
      <Prose>
        <p>{say('supporters.count.text')}</p>
      </Prose>
      <Form action={count} with={{ city: city.id }} kind="secondary" />
    </Section>
  )
}

/** The page of one city that residents ask. */
export function LetterView(data: LetterData) {
  const { say, language } = useHere()
  const { city, state } = data
  const name = nameIn(city, language)
  return (
    <Layout
      title={say('supporters.title', { city: name })}
      eyebrow={countryName(city.country, language) ?? city.country}
      lead={say('supporters.letter.lead')}
      breadcrumb={[
        { href: '/coalition', text: say('coalition.show') },
        { href: '/ask-my-city', text: say('supporters.ask') },
      ]}
    >
      <Answer {...data} />
      {state !== null && (
        <Notice title={say(`endorsements.state.${state}`)}>
          <p>{say(`endorsements.state.${state}.text`)}</p>
        </Notice>
      )}
      <Letter {...data} />
      <Counting {...data} />
      <Noting {...data} />
    </Layout>
  )
}
