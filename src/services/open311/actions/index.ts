/** Everything that can be done with Open311. */
export { end, give } from './keys.ts'
export { again, passOn, stop } from './pass-on.ts'
export { update } from './update.ts'
