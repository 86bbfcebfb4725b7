/** Asking other cities for what they publish: safely, within limits, and not more often than they bear. */
export { isPublicAddress } from './addresses.ts'
export { type TextsSeen } from './dns/texts.ts'
export { keyPrints } from './key-prints.ts'
export { type CarefulFetch, carefulFetch } from './careful-fetch.ts'
export { failureOf } from './failure.ts'
export { Gate } from './gate.ts'
export { openHarvester } from './harvester.ts'
export {
  type Answer,
  type Came,
  type CityDoor,
  type Failure,
  type Harvester,
  type HarvestSettings,
  type Resolve,
  type Wanted,
} from './model.ts'
export { dnsResolve } from './resolve.ts'
export { type Freshness, freshnessOf, nextAsk } from './schedule.ts'
export { type Introduced, introduce } from './introduce.ts'
export { logThrough } from './log.ts'
export { Unreachable } from '#core/record/watch'
