/**
 * The words everything else is written in: refusals, rules, dates, ids and geography. Imports
 * nothing of ours.
 */
export { type Area, areaIndex, type AreaIndex, type Ring } from './areas.ts'
export {
  calendarEnd,
  calendarHead,
  calendarLines,
  calendarMoment,
  calendarText,
} from './calendar.ts'
export { chanceFrom } from './chance.ts'
export { addDays, ageOn, dateIn, dayBegins, daysBetween, momentIn } from './dates.ts'
export { areasFromGeoJson } from './geojson.ts'
export { newId, newSecret } from './ids.ts'
export type { Json } from './json.ts'
export { atOnce, inTurns, mapped, type Pieces } from './pieces.ts'
export { metresBetween, type Point } from './points.ts'
export { type Kind, type Reason, Refusal, statusOf } from './refusal.ts'
export { batchesDue, type Due, FEWEST, nextPeriod, type Period } from './small-counts.ts'
export { type Packed, zipOf } from './zip.ts'
export { type Packing, zipLength, zipStream } from './zip-stream.ts'
export { type Rule, rule, type RuleSpec } from './rule.ts'
export {
  type Holidays,
  isWorkingDay,
  workingDaysAfter,
  workingDaysBetween,
} from './working-days.ts'
