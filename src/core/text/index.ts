/**
 * Every sentence a person reads, in their language: plural forms, dates, numbers, lists and
 * directions.
 */
export { coreTexts } from './core-texts.ts'
export type { DateStyle } from './formats.ts'
export { dirOf, languageName, pickLanguage } from './languages.ts'
export { type Catalogue, type Say, speakers, type Texts, type Values } from './say.ts'
