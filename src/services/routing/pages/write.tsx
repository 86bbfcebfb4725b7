/** Writing rules, beside everything they may speak of. */
import { page } from '#core/pages'
import type { Field as RuleField } from '#core/rules'
import { Code, Details, Field, Form, Layout, Prose, Table } from '#design'
import { vocabularyOf } from '#services/reports'
import { z } from 'zod'
import { write, writers } from '../actions/rules.ts'
import { activeVersion, listVersions } from '../store/rules.ts'

const EXAMPLE = `# The first line that holds decides.
time >= 20:00 or time < 07:00 -> streets
day in ("sat", "sun") and not district == "north" -> cleaning`

/** A new version, begun with the newest there is. */
export const writePage = page({
  name: 'routing.write-page',
  path: '/routing/write',
  who: writers,
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx, city }) {
    const [newest] = await listVersions(tx, 1)
    const { fields, units } = vocabularyOf(city)
    const active = await activeVersion(tx)
    return {
      text: newest?.state === 'draft' ? newest.text : (active?.text ?? ''),
      fields: [...fields].map(([name, { type, values = [] }]) => ({ name, type, values })),
      units,
    }
  },
  view: ({ text, fields, units }, { say }) => (
    <Layout
      title={say('routing.write-page')}
      lead={say('routing.write-page.lead')}
      breadcrumb={[{ href: '/routing', text: say('routing.show') }]}
    >
      <Form action={write}>
        <Field name="text" value={text} hint={say('routing.write.text.hint')} />
      </Form>
      <Prose>
        <p>{say('routing.write.how')}</p>
      </Prose>
      <Code text={EXAMPLE} />
      <Details summary={say('routing.write.fields')}>
        <Table
          caption={say('routing.write.fields')}
          quiet
          head={['field', 'type', 'values'].map((one) => say(`routing.column.${one}`))}
          rows={fields.map((it) => [
            <Code text={it.name} inline />,
            typeName(say, it.type),
            it.values.join(', ') || '–',
          ])}
        />
      </Details>
      <Details summary={say('routing.write.units')}>
        <p>{units.join(', ')}</p>
      </Details>
    </Layout>
  ),
})

const typeName = (say: (key: string) => string, type: RuleField['type']) =>
  say(`routing.type.${type}`)
