export { deliver, type Note, tellResident } from './deliver.ts'
export { forgetErased } from './erased.ts'
export { letter, planLetters } from './letters.ts'
export { closeQuiet } from './quiet.ts'
