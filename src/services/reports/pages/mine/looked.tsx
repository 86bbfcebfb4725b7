/** Who looked at the contact data or the hidden words of a report, and why. */
import { useHere } from '#core/pages'
import { Section, Timeline } from '#design'
import type { MineData } from './report.tsx'

/** Every look of an official at the contact data: when, in which unit, for which reason. */
export function Looked({ report, timeline }: MineData) {
  const { say, by } = useHere()
  const looks = timeline.filter((it) => ['unmasked', 'words-read'].includes(it.kind))
  return (
    <Section title={say('reports.mine.looked')} id="looked">
      {!report.contactLeft && <p>{say('reports.mine.noContact')}</p>}
      {(report.contactLeft || report.wordsKept) && looks.length === 0 && (
        <p>{say('reports.mine.nobody')}</p>
      )}
      {looks.length > 0 && (
        <Timeline
          items={looks.map((it) => ({
            at: it.at,
            title: it.unitName ?? say('reports.by.official'),
            by: [it.badge, say(`reports.event.${it.kind}`)].filter(Boolean).join(' · '),
            text: <bdi>{it.text}</bdi>,
          }))}
        />
      )}
      {by?.kind === 'resident' && (
        <p>
          <a href="/folder">{say('reports.mine.folder')}</a>
        </p>
      )}
    </Section>
  )
}
