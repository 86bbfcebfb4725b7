/** The rules of the compendium: who writes for a city, what is published, what stays true. Pure. */
import { rule } from '#core/kernel'
import { type Content, standardsMissing } from './model.ts'

const LAW = 'Statutes of the coalition, part 6'
const belongs = (standing: string | null) =>
  standing === 'member' || standing === 'historic' || standing === 'on_hold'

/** Who acts, for which city, and where that city stands in the coalition. */
export interface Acting {
  /** Does the person hold a post for this city? */
  readonly acts: boolean
  readonly standing: string | null
}

export const mayWrite = rule<Acting>({
  name: 'practices.mayWrite',
  says: 'A practice is written by a city that belongs to the coalition, through its own officials.',
  law: `${LAW}, art. 1`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'not-a-member': ({ standing }) => !belongs(standing),
  },
})

/** What the form of a practice asks for stands in it. A draft that began as an answer elsewhere has a title and little more. */
const isWhole = ({ title, summary, problem, done, forWhom, contact, principles }: Content) =>
  title.length >= 5 &&
  summary.length >= 20 &&
  principles.length > 0 &&
  [problem, done, forWhom, contact].every((words) => words !== '')

interface Approving {
  readonly acts: boolean
  readonly state: string
  readonly content: Content
}
export const mayApprove = rule<Approving>({
  name: 'practices.mayApprove',
  says: 'A city stands behind its draft when it is complete: a failure says what did not work, a machine answers to the six standards.',
  law: `${LAW}, art. 2`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'not-a-draft': ({ state }) => state !== 'draft',
    unfinished: ({ content }) => !isWhole(content),
    'failure-untold': ({ content }) => content.stage === 'failed' && !content.failed,
    'end-missing': ({ content }) =>
      (content.stage === 'ended' || content.stage === 'failed') && !content.until,
    'standards-missing': ({ content }) => standardsMissing(content).length > 0,
    'register-missing': ({ content }) => content.ai !== null && !content.ai.register,
  },
})

interface Checking {
  readonly state: string
  readonly checked: boolean
}
export const mayPublish = rule<Checking>({
  name: 'practices.mayPublish',
  says: 'What a city approved is published when facts are linked, nothing is praised and the language is plain.',
  law: `${LAW}, art. 3`,
  refuseWhen: {
    'not-approved': ({ state }) => state !== 'approved',
    'not-checked': ({ checked }) => !checked,
  },
})

export const maySendBack = rule<{ readonly state: string }>({
  name: 'practices.maySendBack',
  says: 'What a city approved may be sent back to it, with what is missing.',
  law: `${LAW}, art. 3`,
  refuseWhen: { 'not-approved': ({ state }) => state !== 'approved' },
})

interface Kept {
  readonly acts: boolean
  readonly published: boolean
  readonly archived: boolean
}
export const mayConfirm = rule<Kept>({
  name: 'practices.mayConfirm',
  says: 'Once a year the city says whether its practice is still true.',
  law: `${LAW}, art. 4`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'not-published': ({ published }) => !published,
    'already-archived': ({ archived }) => archived,
  },
})

export const mayArchive = rule<Kept>({
  name: 'practices.mayArchive',
  says: 'A practice that is no longer true is archived; it stays readable, and says so.',
  law: `${LAW}, art. 5`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'not-published': ({ published }) => !published,
    'already-archived': ({ archived }) => archived,
  },
})

interface Adopting extends Acting {
  readonly own: boolean
  readonly published: boolean
  readonly adopted: boolean
  readonly since: string
  readonly today: string
}
export const mayAdopt = rule<Adopting>({
  name: 'practices.mayAdopt',
  says: 'A city says since when it reuses the practice of another one, once.',
  law: `${LAW}, art. 6`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'not-a-member': ({ standing }) => !belongs(standing),
    'own-practice': ({ own }) => own,
    'not-published': ({ published }) => !published,
    'already-adopted': ({ adopted }) => adopted,
    'in-the-future': ({ since, today }) => since > today,
  },
})

interface Ending {
  readonly acts: boolean
  readonly adopted: boolean
}
export const mayEndAdoption = rule<Ending>({
  name: 'practices.mayEndAdoption',
  says: 'A city that no longer reuses a practice says so; that it did stays readable.',
  law: `${LAW}, art. 6`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'not-adopted': ({ adopted }) => !adopted,
  },
})
