/** The sample year: what happens to every report, in the order in which it happens. */
import { courseOf, joinsOf, type Step } from './course.ts'
import type { Invention, Story } from './stories.ts'

const NEAR = 20 * 86_400_000

/** An earlier report of the same problem, for some. */
function sameAs(
  { chance }: Invention,
  story: Story,
  standing: readonly Story[],
): Story | undefined {
  if (!chance.often(0.06) || story.harms) return undefined
  const near = (each: Story) =>
    each.category.code === story.category.code && story.at - each.at < NEAR
  return standing.findLast(near)
}

/** Another report can join it: it is in sight, was not taken back, and joined no other. */
function stands(story: Story, steps: readonly Step[]): boolean {
  return !story.harms && !steps.some((step) => step.do === 'withdraw' || step.do === 'merge')
}

/** Everything that happened until now. */
export function yearOf(invention: Invention, stories: readonly Story[]): Step[] {
  const standing: Story[] = []
  const all: Step[] = []
  for (const story of stories) {
    const same = sameAs(invention, story, standing)
    if (same) Object.assign(story, { spot: same.spot })
    const steps = courseOf(invention, story, same)
    if (stands(story, steps)) standing.push(story)
    all.push(...steps, ...joinsOf(invention, story))
  }
  const first = (step: Step) => (step.do === 'report' ? 0 : 1)
  return all
    .filter(({ at }) => at < invention.now)
    .toSorted((one, other) => one.at - other.at || first(one) - first(other))
}
