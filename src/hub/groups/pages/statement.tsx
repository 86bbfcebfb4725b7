/** A joint statement and who signed it, each with the decision that let it and on its own day. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Details, Field, Form, Layout, Section, Summary, Table, Tag, When, Words } from '#design'
import { readNames } from '#hub/cities'
import { z } from 'zod'
import { actingAt } from '../acting.ts'
import { sign, withdraw } from '../actions/statements.ts'
import { readGroup } from '../store/groups.ts'
import { listSignatures, readStatement } from '../store/statements.ts'
import { CityField, CityLink, trail } from './parts.tsx'

const day = (date: string) => <When at={`${date}T12:00:00.000Z`} style="date" />

function Signatures({ signatures, names, statement }: StatementShown) {
  const { say } = useHere()
  if (signatures.length === 0) return <p>{say('groups.signatures.none')}</p>
  return (
    <Table
      caption={say('groups.signatures')}
      quiet
      head={['city', 'signedOn', 'authority', 'decidedOn', 'standing'].map((key) =>
        say(`groups.${key}`),
      )}
      rows={signatures.map(({ city, signedOn, authority, decidedOn, proof, withdrawnOn }) => [
        <CityLink key={city} city={city} name={names[city]} />,
        day(signedOn),
        <a key="proof" href={proof} rel="nofollow noreferrer">
          {authority}
        </a>,
        day(decidedOn),
        withdrawnOn !== null ? (
          <Tag key="is" tone="warning">
            {say('groups.withdrawn')}
          </Tag>
        ) : (
          <Tag key="is" tone="success">
            {say(signedOn > statement.publishedOn ? 'groups.signed.later' : 'groups.signed')}
          </Tag>
        ),
      ])}
    />
  )
}

/** Signing and taking a signature back, for the cities one acts for. */
function Keeping({ group, statement, signatures, names, acting }: StatementShown) {
  const { say } = useHere()
  const given = { group: group.id, statement: String(statement.number) }
  const signed = signatures.filter((one) => one.withdrawnOn === null).map(({ city }) => city)
  const [may, done] = [
    acting.mine.filter((city) => !signed.includes(city)),
    acting.mine.filter((city) => signed.includes(city)),
  ]
  return (
    <>
      {(acting.keeps || may.length > 0) && (
        <Details summary={say('groups.sign')}>
          <Form action={sign} with={given}>
            <CityField acting={acting} cities={may} names={names} />
            {['authority', 'decided', 'proof', 'sha256'].map((name) => (
              <Field key={name} name={name} />
            ))}
          </Form>
        </Details>
      )}
      {(acting.keeps || done.length > 0) && (
        <Details summary={say('groups.withdraw')}>
          <Form action={withdraw} with={given} kind="danger">
            <CityField acting={acting} cities={done} names={names} />
          </Form>
        </Details>
      )}
    </>
  )
}

export const statementPage = page({
  name: 'groups.statement',
  path: '/groups/:group/statements/:statement',
  who: anyone,
  input: z.object({
    group: z.string().max(60),
    statement: z.coerce.number().int().min(1).max(2_000_000_000),
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, by }) {
    const group = await readGroup(tx, input.group)
    const statement = await readStatement(tx, { group: group.id, number: input.statement })
    const signatures = await listSignatures(tx, statement.number)
    const acting = actingAt(by)
    const names = await readNames(tx, [...acting.mine, ...signatures.map(({ city }) => city)])
    return {
      acting,
      group,
      statement,
      signatures,
      names: Object.fromEntries([...names].map(([id, { name }]) => [id, name])),
    }
  },
  view: (shown, { say }) => (
    <Layout title={shown.statement.title} breadcrumb={trail(say, shown.group)}>
      <Words text={shown.statement.body} />
      <Summary
        rows={[
          { key: say('groups.publishedOn'), value: day(shown.statement.publishedOn) },
          { key: 'SHA-256', value: <code class="cr-hash">{shown.statement.sha256}</code> },
        ]}
      />
      <Section title={say('groups.signatures')} id="signatures">
        <Signatures {...shown} />
      </Section>
      <Keeping {...shown} />
    </Layout>
  ),
})
type StatementShown = Awaited<ReturnType<typeof statementPage.load>>
