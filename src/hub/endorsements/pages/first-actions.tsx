/** What a city does first, area by area: asked in the draft, shown in public. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Field, Form, Section, Summary } from '#design'
import { keepActions } from '../actions/first-actions.ts'
import { areas } from '../model.ts'
import { type FirstAction, listActions, listFirstActions } from '../store/first-actions.ts'
import { draftOf, input, Step } from './draft.tsx'

export const actionsPage = page({
  name: 'endorsements.actions-step',
  path: '/endorse/draft/:code/actions',
  who: anyone,
  input,
  async load({ input: { code }, tx }) {
    const draft = await draftOf(tx, code)
    const { number, city } = draft.application
    const own = await listActions(tx, number)
    const before = own.length === 0 && city !== null ? await listFirstActions(tx, city) : own
    return { draft, named: before }
  },
  view: ({ draft, named }) => (
    <Step draft={draft} step="actions">
      <Form action={keepActions} with={{ code: draft.code }} fields={[]}>
        {areas.map((area) => (
          <Field
            key={area}
            name={area}
            value={named.find((one) => one.area === area)?.text}
            optional
          />
        ))}
      </Form>
    </Step>
  ),
})

/** The actions of a city, in the order of the checklist; nothing when it named none. */
export function Actions({ actions }: { readonly actions: readonly FirstAction[] }) {
  const { say } = useHere()
  if (actions.length === 0) return null
  return (
    <Section title={say('endorsements.actions')} id="actions">
      <Summary
        rows={actions.map(({ area, text }) => ({
          key: say(`endorsements.area.${area}`),
          value: <bdi>{text}</bdi>,
        }))}
      />
    </Section>
  )
}
