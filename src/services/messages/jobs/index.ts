export { deliver, type Note, tellResident } from './deliver.ts'
export { letter, planLetters } from './letters.ts'
export { closeQuiet } from './quiet.ts'
