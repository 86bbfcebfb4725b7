/** Audits that contests asked for are tasks of the desk until one is named. */
import { action } from '#core/actions'
import { may } from '#core/people'
import { z } from 'zod'
import { auditDone } from '../entries.ts'
import { endTask } from '../store/tasks.ts'
import { subjectOf } from '../story.ts'

/** Names the audit that was asked for, once it stands on its page. */
export const answerTask = action({
  name: 'contests.answer-task',
  path: '/contests/desk/answer-task',
  who: may('contests.review'),
  input: z.object({
    task: z.number().int().meta({ input: 'hidden' }),
    audit: z
      .string()
      .regex(/^\s*A-\d{1,9}\s*$/i)
      .meta({ autocomplete: 'off' }),
  }),
  output: z.object({ done: z.boolean() }),
  rules: [],
  records: [auditDone],

  async run(work) {
    const { tx, input, now } = work
    const audit = input.audit.trim().toUpperCase()
    const done = await endTask(tx, input.task, { audit, at: now })
    if (done) await work.record(auditDone, { algorithm: done.algorithm, audit }, subjectOf(done))
    return { done: done !== undefined }
  },
})
