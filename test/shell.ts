/** Parts of the shell that tests of a service need: the door for mail, and the work of an import. */
export { openDoor } from '../src/opening/mail-door.ts'
export { workOf } from '../src/opening/taking.ts'
