/** Parts of the shell that tests of a service need: the door for mail of lists, and the work of an import. */
export { openListDoor } from '../src/opening/lists.ts'
export { workOf } from '../src/opening/taking.ts'
