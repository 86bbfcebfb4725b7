/** What is known about a report, line by line, and where it lies. */
import { useHere } from '#core/pages'
import { MapFrame, type Photo, type SummaryRow, Tag, When, Words } from '#design'
import type { Listed } from '../../store/rows.ts'
import type { Named } from './names.ts'
import { StateTag } from './state.tsx'
import type { Answered } from './told.ts'

type Report = Named<Listed> & { readonly unitName: string | null; readonly late: boolean }

function Place({ report }: { report: Report }) {
  const { say } = useHere()
  const { address, districtName, lat, lon } = report
  if (!address && !districtName && lat === null) return <>{say('reports.facts.placeHidden')}</>
  return (
    <>
      {address && <bdi>{address}</bdi>}
      {address && districtName && <br />}
      {districtName && <bdi>{districtName}</bdi>}
      {lat !== null && lon !== null && !address && (
        <>
          {districtName && <br />}
          <bdi>
            {lat.toFixed(5)}, {lon.toFixed(5)}
          </bdi>
        </>
      )}
    </>
  )
}

/** Answers in words; dates as the language writes them. */
export function AnswerText({ it }: { it: Answered }) {
  return it.type === 'date' ? <When at={it.answer} style="date" /> : <bdi>{it.answer}</bdi>
}

/** What is known about a report, line by line. */
export function useFacts(report: Report, answers: readonly Answered[]): SummaryRow[] {
  const { say } = useHere()
  const open = report.class === 'open'
  const moved = report.promisedFor !== null && report.promisedFor !== report.dueOn
  const rows: SummaryRow[] = [
    { key: say('reports.facts.state'), value: <StateTag state={report.state} /> },
    { key: say('reports.facts.category'), value: report.categoryName },
    { key: say('reports.facts.place'), value: <Place report={report} /> },
    ...answers.map((it) => ({ key: it.question, value: <AnswerText it={it} /> })),
    { key: say('reports.facts.opened'), value: <When at={report.openedAt} /> },
  ]
  if (open) {
    const due = (
      <>
        <When at={report.dueOn} style="date" />{' '}
        {report.late && <Tag tone="error">{say('reports.facts.late')}</Tag>}
      </>
    )
    const key = moved ? 'reports.facts.dueNow' : 'reports.facts.due'
    rows.push({ key: say(key), value: due })
  }
  if (moved) {
    const promised = <When at={report.promisedFor ?? report.dueOn} style="date" />
    rows.push({ key: say('reports.facts.promised'), value: promised })
  }
  if (report.closedAt) {
    rows.push({ key: say('reports.facts.closed'), value: <When at={report.closedAt} /> })
  }
  if (report.unitName) rows.push({ key: say('reports.facts.unit'), value: report.unitName })
  return rows
}

/** What was reported, in the reporter's words; or why they are not shown. */
export function Text({ text }: { text: string | null }) {
  const { say } = useHere()
  return text === null ? <p>{say('reports.facts.textHidden')}</p> : <Words text={text} />
}

/** Photos of a report, with words for those who do not see them. */
export function usePhotos(
  number: string,
  photos: readonly { readonly file: string }[],
  base: string,
): Photo[] {
  const { say } = useHere()
  return photos.map(({ file }, index) => ({
    href: `${base}/${file}`,
    thumb: `${base}/${file}?size=thumb`,
    alt: say('reports.facts.photo', { number, index: index + 1 }),
  }))
}

/** Where a report lies, on a small map. */
export function Spot({
  report,
}: {
  report: Pick<Report, 'number' | 'lon' | 'lat' | 'categoryName'>
}) {
  const { say } = useHere()
  const { number, lon, lat, categoryName } = report
  if (lon === null || lat === null) return null
  const point = {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { name: `${number} · ${categoryName}` },
  }
  return (
    <MapFrame
      id="map"
      small
      label={say('reports.facts.map', { number })}
      features={{ type: 'FeatureCollection', features: [point] }}
      areas="/reports/districts.geojson"
      bounds={[lon - 0.004, lat - 0.003, lon + 0.004, lat + 0.003]}
    />
  )
}
