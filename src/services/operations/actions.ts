import { action } from '#core/actions'
import { again, drop } from '#core/jobs'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'

const input = z.object({ job: z.string().min(1).max(100) })
const back = () => '/operations'

/** A job that failed for good is tried again from the beginning. */
export const tryAgain = action({
  name: 'operations.try-again',
  path: '/operations/:job/try-again',
  who: may('operations.manage'),
  input,
  output: z.object({}),
  rules: [],
  on: back,
  onto: back,

  async run({ input: { job }, tx, now }) {
    if (!(await again(tx, job, now))) throw new Refusal('not-found', ['no-such-job'])
    return {}
  },
})

/** A job that failed for good is given up. */
export const giveUp = action({
  name: 'operations.give-up',
  path: '/operations/:job/give-up',
  who: may('operations.manage'),
  input,
  output: z.object({}),
  rules: [],
  on: back,
  onto: back,

  async run({ input: { job }, tx }) {
    if (!(await drop(tx, job))) throw new Refusal('not-found', ['no-such-job'])
    return {}
  },
})
