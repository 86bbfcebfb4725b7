/** Who may change the declaration, and when not. */
import { rule } from '#core/kernel'
import type { State } from './model.ts'

const LAW = 'Statutes of the coalition, part 2'

interface Publish {
  readonly versionKnown: boolean
}
export const mayPublish = rule<Publish>({
  name: 'declaration.mayPublish',
  says: 'The secretariat publishes the text of a version that was adopted.',
  law: `${LAW}, art. 1`,
  refuseWhen: { 'no-such-version': ({ versionKnown }) => !versionKnown },
})

interface Propose {
  readonly aboutKnown: boolean
}
export const mayPropose = rule<Propose>({
  name: 'declaration.mayPropose',
  says: 'Anybody who is signed in may propose to change the declaration or one of its principles.',
  law: `${LAW}, art. 3`,
  refuseWhen: { 'no-such-principle': ({ aboutKnown }) => !aboutKnown },
})

interface Speak {
  /** The city she wants to speak for; undefined: for none. */
  readonly city: string | undefined
  /** The cities of her posts. */
  readonly mine: readonly string[]
}
export const maySpeak = rule<Speak>({
  name: 'declaration.maySpeak',
  says: 'Everybody speaks for herself; an official of a member city may speak for that city, and it is named.',
  law: `${LAW}, art. 3`,
  refuseWhen: { 'not-your-city': ({ city, mine }) => city !== undefined && !mine.includes(city) },
})

interface Discuss {
  readonly state: State
}
export const mayDiscuss = rule<Discuss>({
  name: 'declaration.mayDiscuss',
  says: 'A proposal is discussed until the secretariat has answered it.',
  law: `${LAW}, art. 4`,
  refuseWhen: { 'amendment-over': ({ state }) => state !== 'open' },
})

interface Adopt extends Discuss {
  readonly version: string
  readonly newest: string
  readonly dropsLast: boolean
}
export const mayAdopt = rule<Adopt>({
  name: 'declaration.mayAdopt',
  says: 'An open proposal is adopted as a new version, later than every other.',
  law: `${LAW}, art. 5`,
  refuseWhen: {
    'amendment-over': ({ state }) => state !== 'open',
    'version-not-later': ({ version, newest }) => version <= newest,
    'no-principle-left': ({ dropsLast }) => dropsLast,
  },
})
