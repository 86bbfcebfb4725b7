/** The permission of officials of member cities. */
export const PLAN = 'activities.plan'
