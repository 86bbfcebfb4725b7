/**
 * Who somebody is to the city: sign-in sessions, posts, policies. Nothing here says which person it
 * is.
 */
export {
  type Acted,
  type Acting,
  actingFor,
  beginActing,
  endActing,
  forgetActed,
  leaveActing,
  listActed,
  noteAct,
  noteActed,
  requireReach,
} from './acting.ts'
export {
  ASSURANCES,
  asksForProof,
  type Assurance,
  assuranceOf,
  assuranceShape,
  type Demand,
  FRESH_MINUTES,
  type Proof,
  requireProof,
  strongest,
} from './assurance.ts'
export {
  badgeOf,
  type HeldPost,
  namedUnits,
  type Person,
  personOf,
  type Post,
  type Role,
  roleTitle,
  unitsOf,
} from './person.ts'
export { anyone, may, type Policy, residents, signedOut } from './policy.ts'
export { readSession, whoseSession } from './read-session.ts'
export {
  endAllSessions,
  endSession,
  forgetSessions,
  listSessions,
  renewSession,
  type Session,
  type SignIn,
  startSession,
} from './sessions.ts'
export { forgetSignIns, listSignIns, noteSignIn, type PastSignIn } from './sign-ins.ts'
export { appoint, dismiss, listPostHistory, listPosts, type PastPost, type Seat } from './posts.ts'
export { type Invited, makeInvitation, readInvitation, takeInvitation } from './invitations.ts'
export { peopleMigrations } from './migrations.ts'
