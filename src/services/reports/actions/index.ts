/** Everything people can do with reports. */
import { blur, blurAtDesk } from './blur.ts'
import * as bulk from './desk-bulk.ts'
import { confirmCategory } from './desk-confirm.ts'
import * as correct from './desk-correct.ts'
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
import { give } from './issue.ts'
import { judge, judgeJoined } from './judge.ts'
import { report } from './report.ts'

export const { begin, choose, tell, locate } = draft
export { describe, propose }
export const { attach, detach, leave, submit, discard } = end
export const { reply, addPhoto, withdraw, reopen, join } = follow
export const { move, ask, answer, note, assign } = desk
export const { changeCategory, changePlace } = correct
export const { unmask, hide, show } = guard
export const { moveMany } = bulk
export {
  blur,
  blurAtDesk,
  confirmCategory,
  give,
  judge,
  judgeJoined,
  mask,
  merge,
  openInDanger,
  readWords,
  report,
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
  assign,
  changeCategory,
  changePlace,
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
  moveMany,
  give,
]
