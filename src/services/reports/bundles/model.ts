/** Several reports that an official chose for one act. */
import { z } from 'zod'
import { states } from '../model.ts'

/** What may be done with several reports at once. */
export const acts = ['move', 'answer', 'assign', 'merge', 'note'] as const
export type Act = (typeof acts)[number]

/** More than this nobody looks through before saying yes. */
export const MOST = 100

/** Days after which a bundle and what came of it are forgotten; the reports keep what happened to them. */
export const BUNDLE_DAYS = 7

/** Whoever may do it with one report may do it with several. */
export const permissionOf = (act: Act): string => `reports.${act}`

/** What is to be done with each of them. */
export const Wish = z.object({
  to: z.enum(states).optional(),
  text: z.string().default(''),
  unit: z.string().optional(),
  official: z.enum(['keep', 'me', 'nobody']).default('keep'),
  /** The report that the others are the same as. */
  target: z.string().optional(),
  /** Prepared words it began with, and their language: in it their places are filled for each report. */
  template: z.string().optional(),
  language: z.string().optional(),
  /** It is still being written. */
  begun: z.boolean().default(false),
})
export type Wish = z.infer<typeof Wish>

/** What each act cannot do without. */
export const needs: Readonly<Record<Act, readonly ('to' | 'text' | 'target')[]>> = {
  move: ['to'],
  answer: ['text'],
  assign: [],
  merge: ['target', 'text'],
  note: ['text'],
}
