/** One proposal: what is proposed and why, what people say about it, and what became of it. */
import { useHere } from '#core/pages'
import { actorOf } from '#core/record'
import {
  Details,
  Field,
  Form,
  Layout,
  Notice,
  Section,
  Summary,
  Tag,
  Timeline,
  type Tone,
  When,
  Words,
} from '#design'
import { adopt, comment, decline, hide } from '../actions/amend.ts'
import { type State, type Words as InLanguages, wordsIn } from '../model.ts'
import type { Amendment, Comment } from '../store/amendments.ts'
import type { Principle } from '../store/versions.ts'
import { titleOf } from '../words.ts'

interface AmendmentProps {
  readonly amendment: Amendment
  readonly comments: readonly Comment[]
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
  const { about, state, proposedAt } = amendment
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

function HideForm({ amendment, id }: { amendment: number; id: string }) {
  const { say, by } = useHere()
  if (!by?.permissions.includes('declaration.answer')) return null
  return (
    <Details summary={say('declaration.hide')}>
      <Form action={hide} with={{ amendment: String(amendment), comment: id }} kind="danger">
        <Field name="reason" />
      </Form>
    </Details>
  )
}

function Said({ amendment, comments, titles }: AmendmentProps) {
  const { say, language } = useHere()
  const titled = (role: string) => wordsIn(titles[role] ?? {}, language) ?? role
  return (
    <Section title={say('declaration.discussion')} id="discussion">
      {comments.length === 0 && <p>{say('declaration.noComments')}</p>}
      <Timeline
        items={comments.map((one) => ({
          at: one.at,
          title: actorOf({ by: one.as }, say, titled),
          text:
            one.text === null ? (
              <p>
                {say('declaration.hidden', {
                  reason: say(`declaration.hide.reason.${one.hidden}`),
                })}
              </p>
            ) : (
              <>
                <Words text={one.text} />
                <HideForm amendment={amendment.number} id={one.id} />
              </>
            ),
        }))}
      />
    </Section>
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
  const { say, by } = useHere()
  const { amendment } = props
  const { number, title, text, reason, state } = amendment
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
      {state === 'open' && by && (
        <Section title={say('declaration.comment')} id="comment">
          <Form action={comment} with={{ amendment: String(number) }} />
        </Section>
      )}
      {state === 'open' && !by && (
        <p>
          <a href={`/sign-in?next=${encodeURIComponent(`/declaration/amendments/${number}`)}`}>
            {say('declaration.signInToComment')}
          </a>
        </p>
      )}
      <Answering amendment={amendment} />
    </Layout>
  )
}
