/** What officials of its cities, and the secretariat, do for a group. */
import { useHere } from '#core/pages'
import { Details, Does, Field, Form, Section } from '#design'
import { leads, worksIn } from '../acting.ts'
import { chair, end, join, leave } from '../actions/groups.ts'
import { makePublic, shut } from '../actions/openness.ts'
import { publish } from '../actions/statements.ts'
import { openText } from '../actions/texts.ts'
import { file, setTask } from '../actions/work.ts'
import type { GroupShown } from './group.tsx'
import { CityField } from './parts.tsx'

/** Joining, leaving and the chair: each names a city. */
function Cities({ group, members, acting, names }: GroupShown) {
  const { say } = useHere()
  const inside = members.filter(({ leftOn }) => leftOn === null).map(({ city }) => city)
  const own = acting.cities
  const heads = leads(acting) ? inside : group.chair === null ? own : []
  const acts = [
    { act: join, cities: acting.mine.filter((city) => !inside.includes(city)) },
    { act: chair, cities: heads.filter((city) => city !== group.chair) },
    { act: leave, cities: own },
  ]
  return (
    <>
      {acts.map(({ act, cities }) =>
        acting.keeps || cities.length > 0 ? (
          <Details key={act.name} summary={say(act.name)}>
            <Form action={act} with={{ group: group.id }}>
              <CityField acting={acting} cities={cities} names={names} />
            </Form>
          </Details>
        ) : null,
      )}
    </>
  )
}

/** A task is for one city of the group, or for all. */
function Setting({ group, members, names }: GroupShown) {
  const { say } = useHere()
  const cities = members
    .filter(({ leftOn }) => leftOn === null)
    .map(({ city }) => ({ value: city, text: names[city] ?? city }))
  return (
    <Details summary={say(setTask.name)}>
      <Form action={setTask} with={{ group: group.id }}>
        <Field name="title" />
        <Field name="city" kind="select" options={cities} none={say('groups.everybody')} optional />
        <Field name="due" />
      </Form>
    </Details>
  )
}

/** Forms for those who act in the group; nothing for everybody else. */
export function Keeping(shown: GroupShown) {
  const { group, acting } = shown
  const { say } = useHere()
  const given = { group: group.id }
  if (group.endedOn !== null || (!acting.keeps && acting.mine.length === 0)) return null
  const turn = group.closedBecause === null ? shut : makePublic
  return (
    <Section title={say('groups.keeping')} id="keeping">
      {worksIn(acting) &&
        [file, openText].map((act) => (
          <Details key={act.name} summary={say(act.name)}>
            <Form action={act} with={given} />
          </Details>
        ))}
      {worksIn(acting) && <Setting {...shown} />}
      {leads(acting) &&
        [publish, turn].map((act) => (
          <Details key={act.name} summary={say(act.name)}>
            <Form action={act} with={given} />
          </Details>
        ))}
      <Cities {...shown} />
      {leads(acting) && <Does action={end} with={given} kind="danger" />}
    </Section>
  )
}
