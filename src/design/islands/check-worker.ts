/** A worker of the verifier: it has no network and no page, it gets bytes and answers what they come to. */
import { work } from './check/crew.ts'

work()
