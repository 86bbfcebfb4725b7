/** Are groups of people treated alike, and how sure is that? Pure. */
export { type Audit, type AuditedGroup, type Auditing, auditOf } from './audit.ts'
export { type Decided, type MetricName } from './counts.ts'
export { type Disparity, type Reference, type Verdict } from './disparity.ts'
export { byar, type Judged, merged, type ObservedExpected, observedExpected } from './expected.ts'
export { type Spreads } from './fairlearn.ts'
export { type Interval, katz, newcombe, wilson } from './intervals.ts'
export { type Agreement, cohenKappa } from './kappa.ts'
export { type LogRank, logRank, type Ranked } from './log-rank.ts'
export { published, type PublishedAudit, type PublishedGroup } from './published.ts'
export {
  kaplanMeier,
  medianOf,
  naiveMedian,
  restrictedMean,
  type Step,
  survivalAtEnd,
  type Watched,
} from './survival.ts'
