/** Mandates: what somebody may do for another, and how long. */

/** What a mandate may let somebody do, each by itself (data minimisation, GDPR art. 5(1)(c)). */
export const SCOPES = ['folder', 'reports.report', 'reports.answer'] as const
export type Scope = (typeof SCOPES)[number]

export const KINDS = ['parental', 'court', 'voluntary'] as const

/** Why a mandate ended. */
export const ENDINGS = ['withdrawn', 'date', 'majority', 'desk', 'erased'] as const

/** Months for which a person may give a mandate: it is renewed rather than forgotten. */
export const LONGEST_MONTHS = 24
