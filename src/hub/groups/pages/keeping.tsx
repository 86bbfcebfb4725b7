/** What the secretariat does for a group. */
import { useHere } from '#core/pages'
import { Details, Does, Form, Section } from '#design'
import { chair, end, join, leave } from '../actions/groups.ts'
import { publish } from '../actions/statements.ts'
import { openText } from '../actions/texts.ts'
import { file, setTask } from '../actions/work.ts'
import type { GroupShown } from './group.tsx'
import { useKeeps } from './parts.tsx'

const acts = [join, chair, leave, file, setTask, openText, publish]

/** Forms for those who keep the group; nothing for everybody else. */
export function Keeping({ group }: GroupShown) {
  const { say } = useHere()
  const given = { group: group.id }
  if (!useKeeps() || group.endedOn !== null) return null
  return (
    <Section title={say('groups.keeping')} id="keeping">
      {acts.map((act) => (
        <Details key={act.name} summary={say(act.name)}>
          <Form action={act} with={given} />
        </Details>
      ))}
      <Does action={end} with={given} kind="danger" />
    </Section>
  )
}
