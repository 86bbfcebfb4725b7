import type { Job } from './model.ts'

/** The core's own jobs: what every city runs beside those of its services. */
export const housekeeping: readonly Job[] = []
