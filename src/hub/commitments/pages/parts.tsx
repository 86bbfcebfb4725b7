/** What the pages of commitments share: tags, names of cities, the way back. */
import type { Tx } from '#core/database'
import type { Say } from '#core/text'
import { Tag, type Tone } from '#design'
import { nameIn, readNames } from '#hub/cities'
import { items } from '#hub/evidence'
import { confirmed } from '../acting.ts'
import type { Status } from '../model.ts'
import { isOverdue, isVerifiable } from '../model/standing.ts'
import type { Commitment } from '../store/commitments.ts'
import { listMilestones } from '../store/parts.ts'
import { lastStatements } from '../store/voices.ts'

/** The way back. */
export const trail = (say: Say, ...more: readonly { href: string; text: string }[]) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/commitments', text: say('commitments.show') },
  ...more,
]

/** The names of cities in the reader's language; the id of one that has left the directory. */
export async function namesOf(
  tx: Tx,
  cities: readonly string[],
  language: string,
): Promise<(city: string) => string> {
  const names = await readNames(tx, [...new Set(cities)])
  return (city) => {
    const found = names.get(city)
    return found ? nameIn(found, language) : city
  }
}

/** The items of the checklist to choose from. */
export const itemOptions = (say: Say) =>
  items.map((value) => ({ value, text: say(`evidence.item.${value}`) }))

const TONES: Readonly<Record<Status, Tone>> = {
  'no-evidence': 'neutral',
  'not-started': 'neutral',
  limited: 'warning',
  substantial: 'info',
  complete: 'success',
}

/** How far it is carried out, in the words of one voice. */
export function StatusTag({ status, say }: { readonly status: Status | null; readonly say: Say }) {
  if (status === null) return <>{say('commitments.nothing-said')}</>
  return <Tag tone={TONES[status]}>{say(`commitments.status.${status}`)}</Tag>
}

/** How a commitment stands on a day, computed. */
export interface Standing {
  readonly verifiable: boolean
  readonly overdue: boolean
  readonly status: Status | null
  readonly confirmed: 0 | 4 | 5
}

/** How these commitments stand on a day. */
export async function standingsOf(
  tx: Tx,
  all: readonly Commitment[],
  today: string,
): Promise<ReadonlyMap<number, Standing>> {
  const numbers = all.map(({ number }) => number)
  const steps = await listMilestones(tx, numbers)
  const said = await lastStatements(tx, numbers)
  const levels = await confirmed(tx, numbers)
  return new Map(
    all.map((it) => {
      const mine = steps.filter(({ commitment }) => commitment === it.number)
      const status = said.get(it.number)?.status ?? null
      return [
        it.number,
        {
          verifiable: isVerifiable(mine),
          overdue: isOverdue(it, { steps: mine, status }, today),
          status,
          confirmed: levels.get(it.number) ?? 0,
        },
      ]
    }),
  )
}

type Flags = Pick<Standing, 'verifiable' | 'overdue'> & {
  readonly flagship: boolean
  readonly withdrawn: string | null
}

/** What stands beside a commitment wherever it is named. */
export function Badges({ it, say }: { readonly it: Flags; readonly say: Say }) {
  const { flagship, withdrawn, verifiable, overdue } = it
  return (
    <>
      {flagship && <Tag tone="info">{say('commitments.badge.flagship')}</Tag>}{' '}
      {withdrawn !== null && <Tag>{say('commitments.badge.withdrawn')}</Tag>}{' '}
      {!verifiable && <Tag tone="warning">{say('commitments.badge.not-verifiable')}</Tag>}{' '}
      {overdue && <Tag tone="error">{say('commitments.badge.overdue')}</Tag>}
    </>
  )
}

/** A moment for a day of the calendar. */
export const noon = (day: string) => `${day}T12:00:00.000Z`
