/** That something of a text is hidden from everybody, and the way to read it: a reason that the reporter reads. */
import { useHere } from '#core/pages'
import { ButtonLink, Field, When } from '#design'
import { readWords } from '../../actions/index.ts'
import { Fold } from './fold.tsx'
import type { DeskData } from './report.tsx'

/** Nothing where nothing is hidden. */
export function HiddenWords({ report, mayReadWords, wordsUntil }: DeskData) {
  const { say } = useHere()
  const { number } = report
  if (!report.wordsKept) return null
  return (
    <>
      <p>{say('reports.desk.wordsKept')}</p>
      {wordsUntil && (
        <p>
          <ButtonLink kind="secondary" href={`/reports/desk/${number}/words`}>
            {say('reports.desk.words.open')}
          </ButtonLink>{' '}
          {say('reports.desk.contact.until')} <When at={wordsUntil} style="time" />
        </p>
      )}
      {mayReadWords && !wordsUntil && (
        <Fold action={readWords} with={{ number }}>
          <Field name="reason" />
        </Fold>
      )}
    </>
  )
}
