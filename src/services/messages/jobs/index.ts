export { deliver, type Note, tellResident } from './deliver.ts'
export { forgetErased, forgetErasedWords, forgetWords } from './erased.ts'
export { letter, planLetters } from './letters.ts'
export { closeQuiet } from './quiet.ts'
