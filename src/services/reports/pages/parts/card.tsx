/** A report in a list. */
import { useHere } from '#core/pages'
import { Card, When } from '#design'
import type { Listed } from '../../store/rows.ts'
import type { Named } from './names.ts'
import { StateTag } from './state.tsx'

/** A report in a list, with its first photo and, in a list by distance, how far away it is. */
export type CardReport = Named<Listed> & {
  readonly cover?: string | null
  readonly metres?: number
}

/** The first words of a text, cut between two words. */
export function beginning(text: string, most = 180): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2))} …`
}

function Foot({ report }: { report: CardReport }) {
  const { say } = useHere()
  const { address, districtName, meToos, metres } = report
  const place = address ?? districtName
  return (
    <>
      {place && <bdi>{place}</bdi>}
      {place && ' · '}
      <When at={report.openedAt} style="date" />
      {metres !== undefined && ` · ${say('reports.card.metres', { metres })}`}
      {meToos > 0 && ` · ${say('reports.card.meToos', { count: meToos })}`}
    </>
  )
}

/** A report in a list; the whole card leads to its page. */
export function ReportCard(props: { report: CardReport; href?: string; level?: 2 | 3 }) {
  const { report, href, level = 3 } = props
  const { say } = useHere()
  const { number, text, cover, categoryName } = report
  const alt = say('reports.card.photo', { number })
  return (
    <Card
      title={categoryName}
      level={level}
      href={href ?? `/reports/${number}`}
      eyebrow={number}
      tag={<StateTag state={report.state} />}
      foot={<Foot report={report} />}
      {...(cover ? { photo: { src: `/reports/photos/${cover}?size=thumb`, alt } } : {})}
    >
      {text ? <p dir="auto">{beginning(text)}</p> : null}
    </Card>
  )
}
