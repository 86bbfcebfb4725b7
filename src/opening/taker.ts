/** Who takes in mail that came through the door: lists, reports. */
import { type Action, perform } from '#core/actions'
import type { Answered, Arrived } from '#core/mail'
import type { RunningCity } from '#core/web'
import type { z } from 'zod'

/** What a taker needs of the city. */
export type City = Omit<RunningCity, 'declared'>

/** Takes the mail for its own addresses. */
export interface Taker {
  /** Is it one of these? */
  knows(address: string): Promise<boolean>
  takes(arrived: Arrived): Promise<Answered>
}

/** Performs an action as the city itself. */
export function doing(city: City) {
  const language = city.facts.languages[0] ?? 'en'
  const caller = { person: null, address: 'mail', device: 'mail', language, operator: true }
  return async <I extends z.ZodObject, O extends z.ZodType>(
    action: Action<I, O, any>,
    values: z.input<I>,
  ): Promise<z.infer<O>> => (await perform(city, action, caller, { values, form: false })).output
}
