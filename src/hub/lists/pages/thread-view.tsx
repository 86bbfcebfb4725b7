/** How a thread looks. */
import { useHere } from '#core/pages'
import { ButtonRow, Details, Does, Field, Form, Layout, Section, Tag, When, Words } from '#design'
import { mute } from '../actions/join.ts'
import { promote } from '../actions/promote.ts'
import { redact } from '../actions/redact.ts'
import { answered, write } from '../actions/write.ts'
import { hrefOf } from '../model.ts'
import { Files } from './files.tsx'
import { crumbs } from './lists.tsx'
import type { ThreadData } from './thread.tsx'

type Shown = ThreadData['messages'][number]

interface Placed {
  readonly name: string
  readonly thread: string
  readonly one: Shown
  /** Which message of the thread it is: no two headings are the same. */
  readonly number: number
  readonly cities: readonly string[]
}

/** An answer that helped can become a practice of one's city. */
function Promoting({ name, thread, one, cities }: Placed) {
  const { say } = useHere()
  if (cities.length === 0) return null
  const given = { list: name, thread, message: one.id }
  return (
    <Details summary={say('lists.promoting')}>
      <p>{say('lists.promoting.text')}</p>
      {cities.map((city) => (
        <Does key={city} action={promote} with={{ ...given, city }} about={city} />
      ))}
    </Details>
  )
}

/** Practices that began with this answer. */
function Became({ practices }: Pick<Shown, 'practices'>) {
  const { say } = useHere()
  return (
    <>
      {practices.map(({ number, title }) => (
        <p key={number}>
          <a href={`/practices/${number}`}>{say('lists.became', { practice: title })}</a>
        </p>
      ))}
    </>
  )
}

function Message(placed: Placed) {
  const { name, thread, one, number } = placed
  const { say } = useHere()
  const author = one.shown ?? say('lists.somebody')
  const link = hrefOf({ list: name, id: one.id })
  if (one.state === 'redacted') {
    return (
      <Section
        title={say('lists.numbered', { number, text: say('lists.redacted') })}
        id={`m-${one.id}`}
      >
        <p>
          <When at={one.writtenAt} />
        </p>
      </Section>
    )
  }
  return (
    <Section title={say('lists.numbered', { number, text: author })} id={`m-${one.id}`}>
      <p>
        <a href={link}>
          <When at={one.writtenAt} />
          <span class="govuk-visually-hidden"> {say('lists.permanent', { author })}</span>
        </a>
      </p>
      <Words text={one.body} />
      <Files name={name} one={one} />
      <Became practices={one.practices} />
      {one.mayRedact && (
        <ButtonRow>
          <Does action={redact} with={{ list: name, thread, message: one.id }} about={author} />
        </ButtonRow>
      )}
      <Promoting {...placed} />
    </Section>
  )
}

/** A thread, from its first message to the form for the next. */
export function ThreadView({ list: it, thread, messages, code, cities }: ThreadData) {
  const { say } = useHere()
  const where = { list: it.name, thread: thread.id }
  return (
    <Layout
      title={thread.title || say('lists.untitled')}
      eyebrow={thread.answered ? <Tag tone="success">{say('lists.answered.is')}</Tag> : undefined}
      breadcrumb={[...crumbs(say), { href: `/lists/${it.name}`, text: it.title }]}
    >
      {messages.map((one, at) => (
        <Message
          key={one.id}
          name={it.name}
          thread={thread.id}
          one={one}
          number={at + 1}
          cities={cities}
        />
      ))}
      {code !== null && (
        <>
          <Section title={say('lists.answer')} id="answer">
            <Form action={write} with={where} submit="lists.answer">
              <Field name="text" />
              <Field name="files" />
            </Form>
          </Section>
          <ButtonRow>
            <Does
              action={answered}
              with={thread.answered ? { ...where, open: 'yes' } : where}
              label={thread.answered ? 'lists.answered.open' : 'lists.answered'}
            />
            <Does action={mute} with={{ code, thread: thread.id }} />
          </ButtonRow>
        </>
      )}
    </Layout>
  )
}
