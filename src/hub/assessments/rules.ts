/** The rules about assessments: what follows from evidence, and when a report may be handed in. Pure. */
import { addDays, rule } from '#core/kernel'
import {
  type Block,
  blocks,
  cells,
  type Level,
  levels,
  type Levels,
  type Looked,
  type Principle,
  principles,
} from './model.ts'

/** A finding counts for so many days after it was seen last. */
const LIVE_DAYS = 30

/** What is known of a city, as far as levels need it. */
export interface Known {
  readonly findings: readonly {
    readonly item: string
    readonly value: string
    readonly level: string
    readonly seenAt: string
  }[]
  /** Items it promises something on, and whether peers (4) or a reviewer (5) confirm it. */
  readonly promised: readonly { readonly item: string; readonly confirmed: number }[]
}

/** E0 is an intention, E1 something adopted, E2 and E3 something in operation, E4 and E5 checked by others. */
const OF_EVIDENCE = [1, 2, 3, 3, 4, 4] as const

function ofItem(looked: Looked, known: Known, today: string): number {
  const { item } = looked
  const most: number = looked.most ?? 4
  const since = addDays(today, -LIVE_DAYS)
  const found = known.findings
    .filter((one) => one.item === item && (one.value === 'pass' || one.value === 'partial'))
    .filter(({ seenAt }) => seenAt.slice(0, 10) >= since)
    .map(({ level }) => OF_EVIDENCE[Number(level.slice(1))] ?? 0)
  const promised = known.promised
    .filter((one) => one.item === item)
    .map(({ confirmed }) => (confirmed >= 4 ? 4 : 1))
  return Math.min(most, Math.max(0, ...found, ...promised))
}

/** The level of one cell: the furthest that live evidence of its items reaches. */
export function levelOf(looked: readonly Looked[], known: Known, today: string): Level {
  const reached = Math.max(0, ...looked.map((one) => ofItem(one, known, today)))
  return levels[reached] ?? '0'
}

/** A level for each cell, made by a function of block and principle. */
export function levelsFrom(make: (block: Block, principle: Principle) => Level): Levels {
  const row = (block: Block) => {
    const of = (principle: Principle) => make(block, principle)
    const [access, privacy, transparency, participation, openness] = principles
    return {
      access: of(access),
      privacy: of(privacy),
      transparency: of(transparency),
      participation: of(participation),
      openness: of(openness),
    }
  }
  const [foundations, structures, tools] = blocks
  return { foundations: row(foundations), structures: row(structures), tools: row(tools) }
}

/** What follows from the evidence today, whatever the city claims. */
export function derive(known: Known, today: string): Levels {
  return levelsFrom((block, principle) => levelOf(cells[block][principle], known, today))
}

/** What a new report begins with: what was claimed last, but never less than what follows from the evidence. */
export function prefill(derived: Levels, last: Levels | null): Levels {
  return levelsFrom((block, principle) => {
    const [now, before] = [derived[block][principle], last?.[block][principle] ?? '0']
    return before > now ? before : now
  })
}

const LAW = 'Statutes of the coalition, section 3.3'

interface Own {
  readonly mine: boolean
  readonly member: boolean
}

/** A report is begun. */
export const mayBegin = rule<Own & { handedIn: boolean }>({
  name: 'assessments.may-begin',
  says: 'An official of a member city writes one report each half-year.',
  law: LAW,
  refuseWhen: {
    'not-your-city': ({ mine }) => !mine,
    'not-a-member': ({ member }) => !member,
    'reported-already': ({ handedIn }) => handedIn,
  },
})

/** A report is written on. */
export const mayWrite = rule<{ mine: boolean; begun: boolean; handedIn: boolean }>({
  name: 'assessments.may-write',
  says: 'A report is written on until it is handed in.',
  law: LAW,
  refuseWhen: {
    'not-your-city': ({ mine }) => !mine,
    'not-begun': ({ begun }) => !begun,
    'reported-already': ({ handedIn }) => handedIn,
  },
})

/** A report is handed in. */
export const mayHandIn = rule<{
  mine: boolean
  begun: boolean
  handedIn: boolean
  unseen: number
  unprepared: number
}>({
  name: 'assessments.may-hand-in',
  says: 'A report is handed in once somebody has looked at every part of it.',
  law: LAW,
  refuseWhen: {
    'not-your-city': ({ mine }) => !mine,
    'not-begun': ({ begun }) => !begun,
    'reported-already': ({ handedIn }) => handedIn,
    'parts-not-seen': ({ unseen }) => unseen > 0,
    'commitments-not-seen': ({ unprepared }) => unprepared > 0,
  },
})
