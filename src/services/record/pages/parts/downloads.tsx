/** The same entries for programs, spreadsheets and news readers. */
import { useHere } from '#core/pages'
import { Details, Prose } from '#design'
import { addressOf, type Kept } from './asked.ts'

const FORMATS = { csv: '/record.csv', atom: '/record.atom', json: '/api/record' } as const

/** The same entries for programs, spreadsheets and news readers. */
export function Downloads({ asked }: { asked: Kept }) {
  const { say } = useHere()
  return (
    <Details summary={say('record.downloads')}>
      <Prose>
        <p>{say('record.downloads.text')}</p>
        <ul>
          {Object.entries(FORMATS).map(([format, path]) => (
            <li key={format}>
              <a href={addressOf(path, asked)}>{say(`record.downloads.${format}`)}</a>
            </li>
          ))}
        </ul>
      </Prose>
    </Details>
  )
}
