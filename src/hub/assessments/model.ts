/** A city's assessment of itself: three blocks, five principles, and levels that follow from evidence. */

/** What a city stands on, who looks after it, and what people can use (Digital Rights Governance Framework). */
export const blocks = ['foundations', 'structures', 'tools'] as const
export type Block = (typeof blocks)[number]

/** The principles of the first declaration; an assessment speaks of these five. */
export const principles = [
  'access',
  'privacy',
  'transparency',
  'participation',
  'openness',
] as const
export type Principle = (typeof principles)[number]

/** 0 nothing, 1 intention, 2 adopted, 3 in operation, 4 checked by others (coalition-access.md 3.3). */
export const levels = ['0', '1', '2', '3', '4'] as const
export type Level = (typeof levels)[number]

/** A level for each cell. */
export type Levels = Readonly<Record<Block, Readonly<Record<Principle, Level>>>>

/** An item of the checklist that a cell looks at, and the most it can say there. */
export interface Looked {
  readonly item: string
  readonly most?: 1 | 2 | 3
}

/** The endorsement is an act of the council: it shows that a principle is adopted, and no more. */
const ENDORSED: Looked = { item: 'S67', most: 2 }
const all = (...items: readonly string[]): readonly Looked[] => items.map((item) => ({ item }))

/** Which of the 22 items each cell looks at. Every item stands in one cell at least. */
export const cells: Readonly<Record<Block, Readonly<Record<Principle, readonly Looked[]>>>> = {
  foundations: {
    access: [ENDORSED, ...all('S65')],
    privacy: [ENDORSED, ...all('S71', 'S72')],
    transparency: [ENDORSED, ...all('S77')],
    participation: [ENDORSED],
    openness: [ENDORSED, ...all('S82')],
  },
  structures: {
    access: all('S64'),
    privacy: all('S63'),
    transparency: all('S64'),
    participation: all('S66'),
    openness: all('S64'),
  },
  tools: {
    access: all('S68', 'S69', 'S70'),
    privacy: all('S73'),
    transparency: all('S74', 'S75', 'S76'),
    participation: all('S78', 'S79', 'S80', 'S81'),
    openness: all('S83', 'S84'),
  },
}

/** Steps of a report, in their order. */
export const steps = [...blocks, 'commitments', 'check'] as const
export type Step = (typeof steps)[number]
/** What has to be looked at before a report is handed in. */
export const toSee = steps.filter((step) => step !== 'check')
