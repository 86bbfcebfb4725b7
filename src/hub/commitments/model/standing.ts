/** How a commitment stands on a day: computed from what is known, never declared. Pure. */
import { addDays } from '#core/kernel'

/** A commitment runs for four years at most. */
const YEARS = 4

/** What a machine found counts for so many days after it was seen last. */
const LIVE_DAYS = 30

/** From this level on evidence carries the word `complete` (E2: an address that answers). */
export const COMPLETE_FROM = 2

/** Peers that must agree before their word is a level of its own. */
const PEERS = 2

/** What of a milestone matters here. */
export interface Step {
  readonly deliverable: string | null
  readonly dueOn: string | null
  readonly proof: string | null
  readonly reachedOn: string | null
  readonly sha256: string | null
}

/** Can anybody check it? A step with a deliverable, a day and a kind of proof makes it so. */
export function isVerifiable(steps: readonly Step[]): boolean {
  return steps.some(
    ({ deliverable, dueOn, proof }) => deliverable !== null && dueOn !== null && proof !== null,
  )
}

/** Late is a step whose day has passed and that was not reached; the day itself is still in time. */
export function isLate({ dueOn, reachedOn }: Pick<Step, 'dueOn' | 'reachedOn'>, today: string) {
  return reachedOn === null && dueOn !== null && dueOn < today
}

/** What a commitment is, as far as being late goes. */
export interface Course {
  readonly endsOn: string
  readonly withdrawn: string | null
}

/** Overdue: something is late, or the end has passed and the city does not call it complete. */
export function isOverdue(
  it: Course,
  known: { readonly steps: readonly Step[]; readonly status: string | null },
  today: string,
): boolean {
  if (it.withdrawn !== null) return false
  const ended = it.endsOn < today && known.status !== 'complete'
  return ended || known.steps.some((step) => isLate(step, today))
}

/** The half-year a day lies in, such as `2026-2`. */
export function halfOf(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(5, 7) <= '06' ? 1 : 2}`
}

/** The last day a commitment that starts on this day may run to. */
export function latestEnd(startsOn: string): string {
  return `${Number(startsOn.slice(0, 4)) + YEARS}${startsOn.slice(4)}`
}

/** A finding of a machine, as far as a commitment needs it. */
export interface Found {
  readonly value: string
  readonly level: string
  readonly seenAt: string
}

/** What one peer said last. */
export interface PeerWord {
  readonly status: string
}

/** What a reviewer said, once it is published. */
export interface ReviewWord {
  readonly stage: string
  readonly status: string | null
  readonly publishedAt: string | null
}

const carriedOut = (status: string | null) => status === 'substantial' || status === 'complete'

/** Is a finding evidence today: something is there, and it was seen within thirty days? */
export function isLive({ value, seenAt }: Found, today: string): boolean {
  const holds = value === 'pass' || value === 'partial'
  return holds && seenAt.slice(0, 10) >= addDays(today, -LIVE_DAYS)
}

/** E5 or E4, when a reviewer or two peers say it is carried out; 0 when nobody does. */
export function humanLevel(peers: readonly PeerWord[], reviews: readonly ReviewWord[]): 0 | 4 | 5 {
  const reviewed = reviews.some(
    ({ stage, status, publishedAt }) =>
      stage === 'end' && publishedAt !== null && carriedOut(status),
  )
  if (reviewed) return 5
  return peers.filter(({ status }) => carriedOut(status)).length >= PEERS ? 4 : 0
}

/** The highest level of evidence that is live today, 0 to 5: what people say, what a machine sees, what was handed over. */
export function liveLevel(
  known: {
    readonly findings: readonly Found[]
    readonly steps: readonly Step[]
    readonly peers: readonly PeerWord[]
    readonly reviews: readonly ReviewWord[]
  },
  today: string,
): number {
  const machine = known.findings
    .filter((one) => isLive(one, today))
    .map(({ level }) => Number(level.slice(1)))
  const handed = known.steps.some(({ reachedOn, sha256 }) => reachedOn !== null && sha256 !== null)
  return Math.max(0, handed ? 1 : 0, humanLevel(known.peers, known.reviews), ...machine)
}
