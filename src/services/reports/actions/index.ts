/** Everything people can do with reports. */
import { decideAgain } from './again.ts'
import { blur, blurAtDesk } from './blur.ts'
import { confirmCategory } from './desk-confirm.ts'
import { correct } from './desk-correct.ts'
import { maskEarlier, restore } from './earlier.ts'
import { openInDanger } from './desk-danger.ts'
import { readWords } from './desk-words.ts'
import * as guard from './desk-guard.ts'
import { merge, unmerge } from './desk-merge.ts'
import { split } from './desk-split.ts'
import * as desk from './desk.ts'
import * as end from './draft-end.ts'
import { mask } from './draft-mask.ts'
import { same } from './draft-same.ts'
import { describe, propose } from './draft-words.ts'
import * as draft from './draft.ts'
import * as follow from './follow.ts'
import * as gathering from './gathering.ts'
import { give } from './issue.ts'
import { judge, judgeJoined } from './judge.ts'
import * as notes from './notes.ts'
import * as queues from './queues.ts'
import { report } from './report.ts'
import * as templates from './templates.ts'
import * as together from './together.ts'

export const { begin, choose, tell, locate } = draft
export { describe, propose }
export const { attach, detach, leave, submit, discard } = end
export const { reply, addPhoto, withdraw, reopen, join } = follow
export const { move, ask, answer, assign } = desk
export const { writeNote: note, correctNote, withdrawNote, seeMention, wishLetters } = notes
export const { keepQueue, renameQueue, raiseQueue, dropQueue, beginWithQueue } = queues
export const { writeTemplate, publishTemplate, withdrawTemplate, putTemplate } = templates
export const { unmask, hide, show } = guard
export const { moveMany, answerMany, assignMany, mergeMany, noteMany } = together
export const { gather, sayTogether, putTogether } = gathering
export {
  blur,
  blurAtDesk,
  confirmCategory,
  correct,
  give,
  judge,
  judgeJoined,
  mask,
  maskEarlier,
  merge,
  openInDanger,
  readWords,
  report,
  restore,
  same,
}
export { split, unmerge }

/** In the order in which a report meets them. */
export const actions = [
  begin,
  choose,
  propose,
  tell,
  locate,
  describe,
  mask,
  same,
  attach,
  detach,
  leave,
  submit,
  discard,
  report,
  reply,
  addPhoto,
  blur,
  withdraw,
  reopen,
  judge,
  judgeJoined,
  join,
  move,
  ask,
  answer,
  note,
  correctNote,
  withdrawNote,
  seeMention,
  wishLetters,
  assign,
  correct,
  confirmCategory,
  merge,
  unmerge,
  split,
  unmask,
  openInDanger,
  readWords,
  hide,
  show,
  blurAtDesk,
  maskEarlier,
  restore,
  keepQueue,
  renameQueue,
  raiseQueue,
  dropQueue,
  beginWithQueue,
  writeTemplate,
  publishTemplate,
  withdrawTemplate,
  putTemplate,
  gather,
  sayTogether,
  putTogether,
  moveMany,
  answerMany,
  assignMany,
  mergeMany,
  noteMany,
  give,
  decideAgain,
]
