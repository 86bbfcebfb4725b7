/** One proposal: what is proposed and why, what people say about it, and what became of it. */
import { useHere } from '#core/pages'
import {
  Details,
  Form,
  Layout,
  Notice,
  Section,
  Summary,
  Tag,
  type Tone,
  When,
  Words,
} from '#design'
import { adopt, decline } from '../actions/amend.ts'
import type { State, Words as InLanguages } from '../model.ts'
import type { Amendment, Comment } from '../store/amendments.ts'
import type { Principle } from '../store/versions.ts'
import { titleOf } from '../words.ts'
import { CityLink, Discussing, Said } from './discussion.tsx'

/** What the page of a proposal shows. */
export interface AmendmentProps {
  readonly amendment: Amendment
  readonly comments: readonly Comment[]
  /** Cities that whoever looks may speak for. */
  readonly cities: readonly string[]
  readonly principles: readonly Principle[]
  readonly titles: Readonly<Record<string, InLanguages>>
}

/** How a state of a proposal looks. */
export function toneOf(state: State): Tone {
  if (state === 'open') return 'info'
  return state === 'adopted' ? 'success' : 'neutral'
}

function Facts({ amendment, principles }: Pick<AmendmentProps, 'amendment' | 'principles'>) {
  const { say } = useHere()
  const { about, state, proposedAt, city } = amendment
  const principle = principles.find(({ id }) => id === about)
  const known = about === 'new' || about === 'text' ? say(`declaration.about.${about}`) : about
  return (
    <Summary
      rows={[
        {
          key: say('declaration.state'),
          value: <Tag tone={toneOf(state)}>{say(`declaration.state.${state}`)}</Tag>,
        },
        {
          key: say('declaration.about'),
          value: principle ? (
            <a href={`/principles/${principle.id}`}>{titleOf(say, principle)}</a>
          ) : (
            known
          ),
        },
        { key: say('declaration.proposedAt'), value: <When at={proposedAt} style="date" /> },
        ...(city === null
          ? []
          : [{ key: say('declaration.proposedFor'), value: <CityLink city={city} /> }]),
      ]}
    />
  )
}

function Answer({ amendment }: { amendment: Amendment }) {
  const { say } = useHere()
  const { state, answer, version } = amendment
  if (state === 'open' || answer === null) return null
  const adopted = state === 'adopted'
  return (
    <Notice tone={adopted ? 'success' : 'info'} title={say(`declaration.answered.${state}`)}>
      <Words text={answer} />
      {version && (
        <p>
          <a href={`/declaration?version=${version}`}>
            {say('declaration.versionOf', { version })}
          </a>
        </p>
      )}
    </Notice>
  )
}

function Answering({ amendment }: { amendment: Amendment }) {
  const { say, by, language } = useHere()
  if (!by?.permissions.includes('declaration.answer') || amendment.state !== 'open') return null
  const given = { amendment: String(amendment.number) }
  const fresh = amendment.about === 'new' ? ['principle'] : []
  const drop = amendment.about === 'new' || amendment.about === 'text' ? [] : ['drop']
  return (
    <Section title={say('declaration.answering')} id="answering">
      <Details summary={say('declaration.adopt')}>
        <Form
          action={adopt}
          with={{ ...given, language }}
          fields={['version', ...fresh, 'title', 'summary', ...drop, 'text']}
        />
      </Details>
      <Details summary={say('declaration.decline')}>
        <Form action={decline} with={given} kind="secondary" />
      </Details>
    </Section>
  )
}

/** One proposal with its discussion. */
export function AmendmentView(props: AmendmentProps) {
  const { say } = useHere()
  const { amendment } = props
  const { number, title, text, reason } = amendment
  return (
    <Layout
      title={title}
      eyebrow={say('declaration.amendmentNumber', { number })}
      breadcrumb={[
        { href: '/coalition', text: say('coalition.show') },
        { href: '/declaration', text: say('declaration.show') },
        { href: '/declaration/amendments', text: say('declaration.amendments') },
      ]}
    >
      <Answer amendment={amendment} />
      <Facts {...props} />
      <Section title={say('declaration.proposed')} id="proposed">
        <Words text={text} />
      </Section>
      <Section title={say('declaration.why')} id="why">
        <Words text={reason} />
      </Section>
      <Said {...props} />
      <Discussing {...props} />
      <Answering amendment={amendment} />
    </Layout>
  )
}
