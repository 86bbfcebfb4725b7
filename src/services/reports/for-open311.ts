/** What the service `open311` may ask of reports. */
export { type Category, categoryOf, type Question, reportsOf, wording } from './config.ts'
export { moved } from './entries.ts'
export { publicClass, type State } from './model.ts'
export { hearFrom, passOn, sayFor } from './outside.ts'
export { checkTold } from './sending.ts'
export { readAnswers } from './answers.ts'
export { findPlace } from './place.ts'
export {
  listPassable,
  listPhotos,
  listRequests,
  listUpdates,
  type Passed,
  readPassed,
  type Requested,
  type RequestFilter,
  type Update,
} from './store/requests.ts'
