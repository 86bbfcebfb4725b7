/** Parts that several pages of the declaration show. */
import { useHere } from '#core/pages'
import { Card, CardList } from '#design'
import type { Principle } from '../store/versions.ts'
import { summaryOf, titleOf } from '../words.ts'

/** The principles of a version, each with what it means. */
export function Principles({
  principles,
  level = 3,
}: {
  principles: readonly Principle[]
  level?: 2 | 3
}) {
  const { say } = useHere()
  return (
    <CardList stacked label={say('declaration.principles')}>
      {principles.map((one) => (
        <Card
          key={one.id}
          level={level}
          eyebrow={say('declaration.place', { place: one.place })}
          title={titleOf(say, one)}
          href={`/principles/${one.id}@${one.version}`}
        >
          {summaryOf(say, one)}
        </Card>
      ))}
    </CardList>
  )
}
