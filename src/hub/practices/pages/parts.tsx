/** Parts that several pages of the compendium show. */
import { useHere } from '#core/pages'
import { Card, CardList, Tag, type Tone } from '#design'
import { nameIn } from '#hub/cities'
import type { Listed } from '../store/list.ts'

const tones: Readonly<Record<string, Tone>> = {
  idea: 'neutral',
  pilot: 'info',
  running: 'success',
  ended: 'neutral',
  failed: 'warning',
}

/** How far a practice is, in a word. */
export function StageTag({ stage }: { stage: string }) {
  const { say } = useHere()
  return <Tag tone={tones[stage] ?? 'neutral'}>{say(`practices.stage.${stage}`)}</Tag>
}

/** The way back. */
export const trail = (say: (key: string) => string) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/practices', text: say('practices.list') },
]

/** Practices as cards. */
export function Practices({ all, label, level = 2 }: PracticesProps) {
  const { say, language } = useHere()
  return (
    <CardList label={label}>
      {all.map((one) => (
        <Card
          key={one.number}
          level={level}
          title={one.shown.title}
          href={`/practices/${one.number}`}
          eyebrow={nameIn(one, language)}
          tag={<StageTag stage={one.shown.stage} />}
          foot={
            one.archivedOn === null
              ? say('practices.reusedBy', { count: one.adoptions })
              : say('practices.archived')
          }
        >
          <p dir="auto" lang={one.shown.language}>
            {one.shown.summary}
          </p>
        </Card>
      ))}
    </CardList>
  )
}
interface PracticesProps {
  readonly all: readonly Listed[]
  readonly label: string
  readonly level?: 2 | 3
}
