/** What happens around a repair: a part made of a report that told of two things, and what people say at the end. */
import type { Step } from './course.ts'

const HOUR = 3_600_000
/** Of so many reports that were solved, one reporter says so; of so many of these, one is not content. */
const SAYS = 3
const CONTENT = 5

/** No chance is drawn: the course of everything else stays as it was. */
const often = ({ story }: Step, one: number) => story.text.length % one === 0

function part(steps: readonly Step[], last: Step, said: string | undefined): Step[] {
  const at = steps.findIndex((step) => step.to === 'assigned')
  const first = steps[at]
  const two = last.story.category.code === 'dumped-waste' && often(last, 2)
  if (!first || !said || !two) return [...steps]
  const split: Step = { at: first.at + HOUR, story: first.story, do: 'split', text: said }
  return [...steps.slice(0, at + 1), split, ...steps.slice(at + 1)]
}

/** The course of a report that ends well, with what happens around it. */
export function withAfterwards(
  steps: readonly Step[],
  said: Readonly<Record<string, readonly string[]>> | undefined,
): Step[] {
  const last = steps.at(-1)
  if (last?.to !== 'resolved') return [...steps]
  const all = part(steps, last, said?.[last.story.language]?.[0])
  if (!often(last, SAYS)) return all
  const satisfied = often(last, SAYS * CONTENT) ? 'no' : 'yes'
  return [...all, { at: last.at + 30 * HOUR, story: last.story, do: 'judge', satisfied }]
}
