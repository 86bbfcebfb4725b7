/** What the protocol's door (`src/opening/open311`) may ask of this service. */
export {
  type Answer,
  definitionAnswer,
  discoveryAnswer,
  listAnswer,
  oneAnswer,
  type Reading,
  servicesAnswer,
  tokenAnswer,
  updatesAnswer,
  wrongJurisdiction,
} from './answers.ts'
export { checkedAlone, type Intake, intakeOf } from './intake.ts'
export { type Asked, type Format, Many, oneOf, type Wrong, type Written } from './model.ts'
export { open311Of } from './config.ts'
export { hashOf } from './secrets.ts'
export { UPDATE_NAMES } from './states.ts'
export { addReceipt, keyBehind, receiptOf } from './store/keys.ts'
export { errorsOf, typeOf, written } from './write.ts'
