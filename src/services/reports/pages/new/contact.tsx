/** How the city may reach the reporter, if at all, and exactly what for. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, ButtonRow, Details, Field, Form, Notice, Prose } from '#design'
import { leave } from '../../actions/index.ts'
import { confirm, contactBack } from '../../purposes.ts'
import { draftInput, Onward, openDraft, type OwnDraft, pathTo, StepFrame } from './frame.tsx'

interface ContactData {
  readonly draft: OwnDraft
  readonly signedIn: boolean
  readonly purposes: readonly { readonly id: string; readonly law: string }[]
}

/** Every purpose the data would be read for, in its own words. */
function Purposes({ purposes }: ContactData) {
  const { say } = useHere()
  return (
    <Details summary={say('reports.new.contact.purposes')} open>
      <Prose>
        <ul>
          {purposes.map(({ id, law }) => (
            <li key={id}>
              <strong>{say(`purpose.${id}.title`)}</strong>. {say(`purpose.${id}.why`)} ({law})
            </li>
          ))}
        </ul>
        <p>{say('reports.new.contact.kept')}</p>
      </Prose>
    </Details>
  )
}

/** Contact data that were left before are not shown again: the vault gives them back to nobody here. */
function Left({ draft }: ContactData) {
  const { say } = useHere()
  return (
    <Notice tone="success" title={say('reports.new.contact.left')}>
      <p>{say('reports.new.contact.leftText')}</p>
      <ButtonLink href={pathTo(draft, 'check')}>{say('reports.new.contact.keep')}</ButtonLink>
    </Notice>
  )
}

function Closed({ draft }: ContactData) {
  const { say } = useHere()
  return (
    <>
      <Notice tone="warning" title={say('reports.new.contact.closed')}>
        <p>{say('reports.new.contact.closedText')}</p>
      </Notice>
      <ButtonRow>
        <ButtonLink href={pathTo(draft, 'check')}>{say('reports.new.contact.without')}</ButtonLink>
      </ButtonRow>
    </>
  )
}

function Fields(data: ContactData) {
  const { say } = useHere()
  const { draft, signedIn } = data
  return (
    <>
      {draft.contactLeft && <Left {...data} />}
      <Purposes {...data} />
      <Form action={leave} with={{ draft: draft.code }} submit={null}>
        {signedIn && <Field name="toAccount" />}
        <Field name="email" />
        <Field name="name" />
        <Field name="phone" />
        <p>{say('reports.new.contact.empty')}</p>
        <Onward draft={draft} step="contact" />
      </Form>
    </>
  )
}

function ContactView(data: ContactData) {
  const { say, vaultDown } = useHere()
  return (
    <StepFrame draft={data.draft} step="contact" lead={say('reports.new.contact.lead')}>
      {vaultDown ? <Closed {...data} /> : <Fields {...data} />}
    </StepFrame>
  )
}

/** Leaving contact data is the reporter's choice; the report counts the same without. */
export const contact = page({
  name: 'reports.new.contact',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/contact',
  who: anyone,
  input: draftInput,
  async load({ input, tx, city, by }): Promise<ContactData> {
    const { draft } = await openDraft(tx, input.draft, city)
    return {
      draft,
      signedIn: by.person?.kind === 'resident',
      purposes: [confirm, contactBack].map(({ id, basis }) => ({ id, law: basis.law })),
    }
  },
  view: (data) => <ContactView {...data} />,
})
