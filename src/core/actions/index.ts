/** An action is one thing a person can do, declared once. Performing it is one transaction. */
export {
  type Action,
  above,
  action,
  type By,
  type Grant,
  type Limit,
  pathOf,
  type Uploads,
  type Work,
} from './action.ts'
export type { OwnDocuments, ResidenceDoor, SessionDoor, Shown } from './doors.ts'
export { readDistricts, writeDistricts } from './districts.ts'
export { type CityFacts, type Unit } from './facts.ts'
export {
  type Caller,
  type Door,
  type Effects,
  type Performed,
  perform,
  type Sent,
} from './perform.ts'
export { forgetAnswers } from './once.ts'
export { forgetHeld, type Held, hold, readHeld, takeHeld } from './held.ts'
export { Limits } from './limits.ts'
export { actionsMigrations } from './migrations.ts'
export { serviceOf } from './perform.ts'
export { byOf } from './by.ts'
export { reasonsOf } from './reasons.ts'
export { formValues } from './form-values.ts'
export { requireReadable } from './readable.ts'
