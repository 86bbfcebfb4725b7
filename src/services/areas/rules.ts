/** What may be followed. */
import { rule } from '#core/kernel'
import { MOST } from './model.ts'

interface Following {
  readonly district: 'none' | 'known' | 'unknown'
  readonly circle: boolean
  readonly insideTheCity: boolean
  readonly categoryKnown: boolean
}

export const mayFollow = rule<Following>({
  name: 'areas.may-follow',
  says: 'Anybody may follow a district or a place in the city, without saying who they are.',
  law: 'Public Space Ordinance 4/2025, art. 12',
  refuseWhen: {
    'no-area': ({ district, circle }) => district === 'none' && !circle,
    'two-areas': ({ district, circle }) => district !== 'none' && circle,
    'no-such-district': ({ district }) => district === 'unknown',
    'outside-city': ({ circle, insideTheCity }) => circle && !insideTheCity,
    'no-such-category': ({ categoryKnown }) => !categoryKnown,
  },
})

interface Asking {
  readonly areas: number
  readonly letters: number
}

/** Whoever types the address of somebody else must not flood it. */
export const mayAsk = rule<Asking>({
  name: 'areas.may-ask',
  says: 'One address follows at most twenty areas and gets five letters to confirm in a day.',
  law: 'Public Space Ordinance 4/2025, art. 12',
  refuseWhen: {
    'too-many-areas': ({ areas }) => areas >= MOST.areas,
    'too-many-letters': ({ letters }) => letters >= MOST.letters,
  },
})
