/** What is said about a proposal, for which city, and where it is said. */
import { useHere } from '#core/pages'
import { actorOf } from '#core/record'
import { Details, Field, Form, Section, Timeline, Words } from '#design'
import { comment, hide } from '../actions/amend.ts'
import { wordsIn } from '../model.ts'
import type { AmendmentProps } from './amendment-view.tsx'

/** A city by its id: the directory, which knows names, stands on this service and not the other way round. */
export const CityLink = ({ city }: { readonly city: string }) => (
  <a href={`/cities/${city}`}>
    <bdi>{city}</bdi>
  </a>
)

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

/** Who spoke, and for which city; the directory knows its name. */
function Speaker({ as, city }: { as: string; city: string | null }) {
  const { say } = useHere()
  if (city === null) return <>{as}</>
  return (
    <>
      {as} · {say('declaration.for')} <CityLink city={city} />
    </>
  )
}

/** An official of member cities says for which one she speaks, or that she speaks for herself. */
export function SpeakingFor({ cities }: { readonly cities: readonly string[] }) {
  const { say } = useHere()
  if (cities.length === 0) return null
  const options = cities.map((value) => ({ value, text: value }))
  return <Field name="city" options={options} none={say('declaration.for.nobody')} />
}

/** Everything that was said, in order. */
export function Said({ amendment, comments, titles }: AmendmentProps) {
  const { say, language } = useHere()
  const titled = (role: string) => wordsIn(titles[role] ?? {}, language) ?? role
  return (
    <Section title={say('declaration.discussion')} id="discussion">
      {comments.length === 0 && <p>{say('declaration.noComments')}</p>}
      <Timeline
        items={comments.map((one) => ({
          at: one.at,
          title: <Speaker as={actorOf({ by: one.as }, say, titled)} city={one.city} />,
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

/** Where one says something, while the proposal is open. */
export function Discussing({ amendment, cities }: AmendmentProps) {
  const { say, by } = useHere()
  const { number, state } = amendment
  if (state !== 'open') return null
  if (!by) {
    return (
      <p>
        <a href={`/sign-in?next=${encodeURIComponent(`/declaration/amendments/${number}`)}`}>
          {say('declaration.signInToComment')}
        </a>
      </p>
    )
  }
  return (
    <Section title={say('declaration.comment')} id="comment">
      <Form action={comment} with={{ amendment: String(number) }}>
        <SpeakingFor cities={cities} />
        <Field name="text" />
      </Form>
    </Section>
  )
}
