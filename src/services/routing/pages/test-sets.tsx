/** By which reports classifiers are judged, and the way to have others chosen. */
import { useHere } from '#core/pages'
import { Code, Details, Form, Prose, Section, Table } from '#design'
import { renew } from '../actions/renew.ts'
import type { TestSet } from '../store/test-sets.ts'

type Shown = Omit<TestSet, 'reports'> & { readonly reports: number }

/** The sets in force; nothing before the first training. */
export function TestSets({ sets, renews }: { sets: readonly Shown[]; renews: boolean }) {
  const { say } = useHere()
  if (sets.length === 0) return null
  return (
    <Section title={say('routing.sets')} id="sets">
      <p>{say('routing.sets.text')}</p>
      <Table
        caption={say('routing.sets.caption')}
        quiet
        head={['language', 'judgedBy', 'chosen', 'hash'].map((one) => say(`routing.column.${one}`))}
        numeric={[1]}
        rows={sets.map(({ language, reports, chosenAt, hash }) => [
          say(`routing.language.${language}`),
          say.number(reports),
          say.date(chosenAt),
          <Code text={hash.slice(0, 16)} inline />,
        ])}
      />
      {renews &&
        sets.map(({ language }) => (
          <Details key={language} summary={say('routing.renew.summary', { language })}>
            <Prose>
              <p>{say('routing.renew.text')}</p>
            </Prose>
            <Form action={renew} with={{ language }} fields={['reason']} />
          </Details>
        ))}
    </Section>
  )
}
