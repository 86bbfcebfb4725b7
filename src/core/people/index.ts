/**
 * Who somebody is to the city: sign-in sessions, posts, policies. Nothing here says which person it
 * is.
 */
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
export { readSession } from './read-session.ts'
export {
  endAllSessions,
  endSession,
  forgetSessions,
  listSessions,
  type Session,
  startSession,
} from './sessions.ts'
export { appoint, dismiss, listPostHistory, listPosts, type PastPost, type Seat } from './posts.ts'
export { type Invited, makeInvitation, readInvitation, takeInvitation } from './invitations.ts'
export { peopleMigrations } from './migrations.ts'
