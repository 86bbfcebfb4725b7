import { type Look, page } from '#core/pages'
import { residents } from '#core/people'
import type { Say } from '#core/text'
import { basisIn } from '#core/vault'
import {
  ButtonLink,
  ButtonRow,
  Empty,
  Layout,
  Personal,
  Prose,
  Section,
  Table,
  When,
} from '#design'
import { correctable } from '#services/protection'
import { z } from 'zod'
import { className, heldAs, purposeTitle, retentionIn, sourceIn, valueIn } from '../naming.ts'

/** Purposes that read something of a class: what is derived counts as what it is derived of. */
function purposesFor(fields: ReadonlySet<string>, { declared }: Look<unknown>) {
  return declared.purposes.filter((one) =>
    one.fields.some((name) => fields.has(name.split('#')[0] ?? name)),
  )
}

async function load(look: Look<unknown>) {
  const values = await look.folder.values()
  const classes = [...new Set(values.map((one) => one.class))]
  const { areas } = look.city.districts
  return {
    districts: areas.map(({ code, name }) => [code, name] as const),
    classes: classes.map((code) => {
      const mine = values.filter((one) => one.class === code)
      const purposes = purposesFor(new Set(mine.map(({ field }) => field)), look)
      return {
        code,
        values: mine,
        purposes: purposes.map(({ id, gdpr, law, retention }) => ({ id, gdpr, law, retention })),
      }
    }),
  }
}

type Data = Awaited<ReturnType<typeof load>>
type Part = Data['classes'][number] & Pick<Data, 'districts'> & { readonly say: Say }

/** Which of these values can be corrected. */
function correctableOf({ values }: Part): readonly string[] {
  return correctable.filter((name) => values.some(({ field }) => field === name))
}

/** What can be asked of a class: to correct a value of it, to erase it. */
function Next(part: Part) {
  const { code, say } = part
  return (
    <ButtonRow>
      {correctableOf(part).map((field) => (
        <ButtonLink key={field} href={`/protection/new/correction?field=${field}`} kind="secondary">
          {say('folder.data.correct', { field: say(`field.${field}`) })}
        </ButtonLink>
      ))}
      <ButtonLink href={`/folder/erasing/${encodeURIComponent(code)}`} kind="secondary">
        {say('folder.erasing.link')}
        <span class="govuk-visually-hidden"> {className(code, say)}</span>
      </ButtonLink>
    </ButtonRow>
  )
}

/** One class: its values, and why and until when they are kept. */
function Class(part: Part) {
  const { code, values, purposes, say } = part
  const districts = new Map(part.districts)
  const title = className(code, say)
  return (
    <Section title={say('folder.data.class', { class: title })} id={`class-${code}`}>
      <Table
        caption={title}
        quiet
        head={['what', 'value', 'since', 'source'].map((name) => say(`folder.column.${name}`))}
        rows={values.map((one) => [
          <bdi>{heldAs(one, say)}</bdi>,
          <Personal value={one.value} sink="self-view" says={valueIn(one.field, districts, say)} />,
          <When at={one.since} style="date" />,
          sourceIn(one, say),
        ])}
      />
      <Table
        caption={say('folder.data.purposes', { class: title })}
        head={['purpose', 'basis', 'kept'].map((name) => say(`folder.column.${name}`))}
        rows={purposes.map((one) => [
          purposeTitle(one.id, say),
          basisIn(one, say),
          retentionIn(one.retention, say),
        ])}
      />
      <Next {...part} />
    </Section>
  )
}

/** The values themselves, by class, with purpose, legal basis, retention and source (GDPR art. 15(1)). */
export const dataPage = page({
  name: 'folder.data',
  path: '/folder/data',
  who: residents,
  fresh: true,
  input: z.object({}),
  load,
  view: ({ classes, districts }, { say }) => (
    <Layout
      title={say('folder.data')}
      lead={say('folder.data.lead')}
      breadcrumb={[{ href: '/folder', text: say('folder.show') }]}
      actions={<ButtonLink href="/folder/rights">{say('folder.rights')}</ButtonLink>}
    >
      {classes.length === 0 ? (
        <Empty title={say('folder.holdings.none')} />
      ) : (
        classes.map((one) => <Class key={one.code} {...one} districts={districts} say={say} />)
      )}
      <Prose>
        <p>
          {say('folder.data.messages')} <a href="/messages">{say('folder.messages')}</a>
        </p>
      </Prose>
    </Layout>
  ),
})
