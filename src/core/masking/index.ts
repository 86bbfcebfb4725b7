/** Personal data in texts, and texts without them. Pure; imports nothing of ours. */
export { findPersonal, type Found, type Kind, KINDS, MASK, masked } from './find.ts'
