/** The same list for programs and spreadsheets. */
import { useHere } from '#core/pages'
import { Details, Prose } from '#design'
import { linkTo, type Looking } from './looking.ts'

const FORMATS = ['csv', 'geojson', 'atom'] as const

/** The same list for programs and spreadsheets. */
export function Downloads({ asked }: { asked: Looking & { readonly sort?: string | undefined } }) {
  const { say } = useHere()
  return (
    <Details summary={say('reports.downloads')}>
      <Prose>
        <p>{say('reports.downloads.text')}</p>
        <ul>
          {FORMATS.map((format) => (
            <li key={format}>
              <a href={linkTo(`/reports.${format}`, asked)}>{say(`reports.downloads.${format}`)}</a>
            </li>
          ))}
          <li>
            <a href={linkTo('/api/reports', asked)}>{say('reports.downloads.json')}</a>
          </li>
        </ul>
      </Prose>
    </Details>
  )
}
