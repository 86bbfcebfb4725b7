/** The page of an edition in the making. */
import { useHere } from '#core/pages'
import { dirOf } from '#core/text'
import {
  ButtonLink,
  ButtonRow,
  Details,
  Does,
  Empty,
  Field,
  Filters,
  Form,
  Layout,
  Section,
  Select,
  Table,
} from '#design'
import { titleOf } from '#hub/declaration'
import { choose, discard, drop, move } from '../actions/draft.ts'
import { issue } from '../actions/issue.ts'
import type { Drafted } from './draft.tsx'
import { trail } from './parts.tsx'

type Chosen = Drafted['chosen'][number]

/** A practice of the draft; one that was archived since is named by its number. */
function Named({ one }: { one: Chosen }) {
  const { say } = useHere()
  const { number, city, title = '', language = 'en' } = one
  if (city === undefined) return say('editions.gone', { number })
  return (
    <a href={`/practices/${number}`}>
      {city}:{' '}
      <span lang={language} dir={dirOf(language)}>
        {title}
      </span>
    </a>
  )
}

function Moving(props: { draft: number; one: Chosen; first: boolean; last: boolean }) {
  const { draft, one, first, last } = props
  const given = { draft: String(draft), practice: String(one.number) }
  const about = one.title ?? String(one.number)
  const moving = (to: 'earlier' | 'later') => (
    <Does action={move} with={{ ...given, to }} label={`editions.${to}`} about={about} />
  )
  return (
    <ButtonRow>
      {!first && moving('earlier')}
      {!last && moving('later')}
      <Does action={drop} with={given} about={about} />
    </ButtonRow>
  )
}

function Order({ id, chosen }: Drafted) {
  const { say } = useHere()
  if (chosen.length === 0)
    return <Empty title={say('editions.empty')} text={say('editions.empty.text')} />
  return (
    <Table
      caption={say('editions.order')}
      quiet
      head={[say('editions.practice'), say('editions.place.change')]}
      rows={chosen.map((one, place) => [
        <Named one={one} />,
        <Moving draft={id} one={one} first={place === 0} last={place === chosen.length - 1} />,
      ])}
    />
  )
}

function Adding({ id, free, principle, principles }: Drafted) {
  const { say } = useHere()
  const any = { value: '', text: say('practices.any') }
  return (
    <Details summary={say('editions.adding')} open={principle !== ''}>
      <Filters action={`/editions/drafts/${id}`}>
        <Select
          name="principle"
          label={say('practices.principles')}
          value={principle}
          options={[any, ...principles.map((one) => ({ value: one.id, text: titleOf(say, one) }))]}
        />
      </Filters>
      {free.length === 0 ? (
        <p>{say('editions.nothingMore')}</p>
      ) : (
        <Form action={choose} with={{ draft: String(id) }}>
          <Field
            name="practices"
            options={free.map(({ practice, city, title }) => ({
              value: String(practice),
              text: `${city}: ${title}`,
            }))}
          />
        </Form>
      )}
    </Details>
  )
}

/** What is in it, what may be added, how it would look, and issuing it. */
export function DraftView(data: Drafted) {
  const { say } = useHere()
  const { id, words, chosen, issues, replaces } = data
  const given = { draft: String(id) }
  return (
    <Layout
      title={words.title}
      eyebrow={
        replaces === null ? say('editions.draft') : say('editions.replaces', { number: replaces })
      }
      lead={say('editions.draft.lead')}
      breadcrumb={trail(say)}
      actions={
        <ButtonRow>
          <ButtonLink href={`/editions/drafts/${id}/preview`}>{say('editions.preview')}</ButtonLink>
          <ButtonLink kind="secondary" href={`/editions/drafts/${id}/words`}>
            {say('editions.words')}
          </ButtonLink>
        </ButtonRow>
      }
    >
      <Section title={say('editions.order')} id="order">
        <Order {...data} />
        <Adding {...data} />
      </Section>
      {issues && chosen.length > 0 && (
        <Section title={say('editions.issuing')} id="issue">
          <p>{say('editions.issuing.text')}</p>
          <Does action={issue} with={given} kind="primary" />
        </Section>
      )}
      <Details summary={say('editions.discard')}>
        <p>{say('editions.discard.text')}</p>
        <Does action={discard} with={given} kind="danger" />
      </Details>
    </Layout>
  )
}
