/** How anybody checks the record, and how to become a witness of it. */
import { useHere } from '#core/pages'
import { Code, Details, Prose, Section } from '#design'

const FILES = ['checkpoint', 'policy', 'evidence'] as const

/** How anybody checks the whole record, and how to become a witness of it. */
export function Checking({ url }: { url: string }) {
  const { say } = useHere()
  return (
    <Section title={say('record.checking')} id="checking">
      <Prose>
        <p>{say('record.checking.text')}</p>
        <ul>
          <li>
            <a href="/record/check">{say('record.checking.browser')}</a>
          </li>
          {FILES.map((file) => (
            <li key={file}>
              <a href={`/record/${file}`}>{say(`record.checking.${file}`)}</a>
            </li>
          ))}
        </ul>
      </Prose>
      <Details summary={say('record.checking.program')}>
        <Prose>
          <p>{say('record.checking.program.text')}</p>
        </Prose>
        <Code text={`./bin/cityright verify ${url}/record --policy policy.txt`} />
      </Details>
      <Details summary={say('record.witness')}>
        <Prose>
          <p>{say('record.witness.text')}</p>
        </Prose>
        <Code text="./bin/cityright witness --name library.example/witness --state witness.json --policy cities.txt --port 3900" />
        <Prose>
          <p>{say('record.witness.then')}</p>
        </Prose>
      </Details>
    </Section>
  )
}
