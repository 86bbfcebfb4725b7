/** Everything people can do with reports. */
import { blur, blurAtDesk } from './blur.ts'
import * as bulk from './desk-bulk.ts'
import * as correct from './desk-correct.ts'
import { openInDanger } from './desk-danger.ts'
import { readWords } from './desk-words.ts'
import * as guard from './desk-guard.ts'
import * as desk from './desk.ts'
import * as end from './draft-end.ts'
import { mask } from './draft-mask.ts'
import * as draft from './draft.ts'
import * as follow from './follow.ts'
import { give } from './issue.ts'
import { report } from './report.ts'

export const { begin, choose, propose, tell, locate, describe } = draft
export const { attach, detach, leave, submit, discard } = end
export const { reply, addPhoto, withdraw, reopen, join } = follow
export const { move, ask, answer, note, assign } = desk
export const { changeCategory, changePlace, merge } = correct
export const { unmask, hide, show } = guard
export const { moveMany } = bulk
export { blur, blurAtDesk, give, mask, openInDanger, readWords, report }

/** In the order in which a report meets them. */
export const actions = [
  begin,
  choose,
  propose,
  tell,
  locate,
  describe,
  mask,
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
  join,
  move,
  ask,
  answer,
  note,
  assign,
  changeCategory,
  changePlace,
  merge,
  unmask,
  openInDanger,
  readWords,
  hide,
  show,
  blurAtDesk,
  moveMany,
  give,
]
