/** Taking out of sight what harms somebody, and showing it again. */
import { useHere } from '#core/pages'
import { Does, Field, type Option, Section } from '#design'
import { hide, show } from '../../actions/index.ts'
import { hidingReasons } from '../../model.ts'
import { aboutIt } from './forms-main.tsx'
import { Fold } from './fold.tsx'
import type { DeskData } from './report.tsx'

type Part = 'report' | 'text' | 'happening' | 'photo'

/** One part of a report that is, or can be, out of sight. */
interface Piece {
  readonly what: Part
  readonly which: string
  readonly label: string
  readonly hidden: boolean
}

function usePieces({ report, photos, timeline }: DeskData): Piece[] {
  const { say } = useHere()
  const entries = timeline.filter((it) => it.audience !== 'desk' && (it.text || it.textHidden))
  return [
    {
      what: 'report',
      which: '',
      label: say('reports.what.report'),
      hidden: report.state === 'hidden',
    },
    {
      what: 'text',
      which: '',
      label: say('reports.what.text'),
      hidden: report.textHidden !== null,
    },
    ...photos.map(({ file, hidden }, index) => ({
      what: 'photo' as const,
      which: file,
      label: say('reports.new.photos.alt', { index: index + 1 }),
      hidden: hidden !== null,
    })),
    ...entries.map((it) => ({
      what: 'happening' as const,
      which: it.id,
      label: `${say(`reports.event.${it.kind}`)}, ${say.date(it.at, 'dateTime')}`,
      hidden: it.textHidden !== null,
    })),
  ]
}

function Hide({ data, pieces }: { data: DeskData; pieces: readonly Piece[] }) {
  const { say } = useHere()
  const seen = pieces.filter((piece) => !piece.hidden)
  const parts = [...new Set(seen.map(({ what }) => what))]
  const options: Option[] = parts.map((what) => ({
    value: what,
    text: say(`reports.what.${what}`),
  }))
  const named = seen.filter(({ which }) => which !== '')
  return (
    <Fold action={hide} with={aboutIt(data)}>
      <Field name="what" kind="radios" options={options} />
      {named.length > 0 && (
        <Field
          name="which"
          kind="select"
          label={say('reports.desk.which')}
          none={say('reports.desk.which.none')}
          options={named.map(({ which, label }) => ({ value: which, text: label }))}
        />
      )}
      <Field
        name="reason"
        kind="select"
        options={hidingReasons.map((value) => ({ value, text: say(`reports.hiding.${value}`) }))}
      />
    </Fold>
  )
}

/** What is in sight can be hidden with a reason; what is hidden can be shown again. */
export function Moderating(data: DeskData) {
  const { say, by } = useHere()
  const pieces = usePieces(data)
  if (!by?.permissions.includes('reports.moderate')) return null
  return (
    <>
      <Hide data={data} pieces={pieces} />
      {pieces
        .filter((piece) => piece.hidden)
        .map(({ what, which, label }) => (
          <Section key={`${what} ${which}`} title={say('reports.desk.isHidden', { part: label })}>
            <Does
              action={show}
              with={{ ...aboutIt(data), what, ...(which ? { which } : {}) }}
              about={label}
            />
          </Section>
        ))}
    </>
  )
}
