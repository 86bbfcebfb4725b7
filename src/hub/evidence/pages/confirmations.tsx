/** What people confirm of a finding, for which state of it, and where they confirm it. */
import { useHere } from '#core/pages'
import { Card, CardList, Details, Does, Empty, Field, Form, Section, Tag, type Tone } from '#design'
import { When, Words } from '#design'
import { nameIn } from '#hub/cities'
import { attest, confirm, takeBack } from '../actions/confirm.ts'
import { factsOf, holds, type Standing, standingOf } from '../confirming.ts'
import type { Item } from '../model.ts'
import type { Reached } from '../reached.ts'
import type { Confirmation } from '../store/confirmations.ts'
import type { People } from './item.tsx'

const TONES: Readonly<Record<Standing, Tone>> = {
  current: 'success',
  earlier: 'warning',
  old: 'warning',
  withdrawn: 'neutral',
}

interface About {
  readonly city: string
  readonly item: Item
  readonly kept: Reached | null
}
interface Props {
  readonly of: About
  readonly people: People
}

function useNames({ names }: People) {
  const { language } = useHere()
  return (city: string) => {
    const named = names[city]
    return named ? nameIn(named, language) : city
  }
}

function One({ one, of, people }: Props & { readonly one: Confirmation }) {
  const { say, now } = useHere()
  const name = useNames(people)
  const facts = of.kept && factsOf(of.kept)
  const standing = standingOf(one, facts, now.slice(0, 10))
  const given = { city: of.city, item: of.item, number: String(one.number) }
  return (
    <Card
      title={
        one.from === null
          ? say('evidence.voice.reviewer')
          : say('evidence.voice.peer-of', { city: name(one.from) })
      }
      tag={<Tag tone={TONES[standing]}>{say(`evidence.standing-of.${standing}`)}</Tag>}
      foot={<When at={one.at} style="date" />}
    >
      <Words text={one.text} />
      {one.interests !== null && (
        <Details summary={say('evidence.interests')}>
          <Words text={one.interests} />
        </Details>
      )}
      {people.mine.includes(one.number) && <Does action={takeBack} with={given} kind="danger" />}
    </Card>
  )
}

function Confirming({ of, people }: Props) {
  const { say } = useHere()
  const name = useNames(people)
  if (of.kept === null || !holds(of.kept)) return null
  const given = { city: of.city, item: of.item, facts: factsOf(of.kept) }
  const from = people.units.map((value) => ({ value, text: name(value) }))
  return (
    <>
      {from.length > 0 && (
        <Details summary={say('evidence.confirm')}>
          <Form action={confirm} with={given}>
            <Field name="from" options={from} value={from[0]?.value} />
            <Field name="text" />
          </Form>
        </Details>
      )}
      {people.attests && (
        <Details summary={say('evidence.attest')}>
          <Form action={attest} with={given} />
        </Details>
      )}
    </>
  )
}

/** Officials of other cities and reviewers, each with the day and the state of what they confirmed. */
export function Confirmations({ of, people }: Props) {
  const { say } = useHere()
  return (
    <Section title={say('evidence.confirmations')} id="confirmations">
      <p>{say('evidence.confirmations.lead')}</p>
      {people.all.length === 0 && <Empty title={say('evidence.confirmations.none')} />}
      <CardList stacked label={say('evidence.confirmations')}>
        {people.all.map((one) => (
          <One key={one.number} one={one} of={of} people={people} />
        ))}
      </CardList>
      <Confirming of={of} people={people} />
    </Section>
  )
}
