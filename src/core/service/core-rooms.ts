import { decisionEntries } from '#core/decisions'
import { purposeEntries, recordEntries } from '#core/record'
import type { Service } from './service.ts'

/** The rooms of the core that write entries of their own; a kind that is in one of these lists is declared. */
export const coreRooms: readonly Required<Pick<Service, 'name' | 'entries'>>[] = [
  { name: 'vault', entries: purposeEntries },
  { name: 'record', entries: recordEntries },
  { name: 'decisions', entries: decisionEntries },
]
