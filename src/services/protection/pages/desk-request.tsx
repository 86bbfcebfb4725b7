/** One request on the officer's desk: everything that is needed, and one next step. */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { may } from '#core/people'
import { z } from 'zod'
import { numberOf } from '../model/kinds.ts'
import { nextStep } from '../next.ts'
import { asker, correcting, handling } from '../purposes.ts'
import { readRequest } from '../store/lists.ts'
import type { Asked } from '../store/rows.ts'
import { DeskRequestView } from './desk-view.tsx'
import { accessOf, around } from './mine.tsx'
import { unitName } from './parts.tsx'

/** What a person restricted, or erased, is not there; the page says so instead of failing. */
async function unless<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch((failure: unknown) => {
    if (failure instanceof Refusal && failure.kind === 'forbidden') return null
    throw failure
  })
}

const isOver = ({ state }: Asked) => state === 'done' || state === 'withdrawn'

/** Reads what the request itself allows, and nothing when it is over. */
export const deskRequestPage = page({
  name: 'protection.desk-request',
  path: '/protection/desk/:number',
  who: may('protection.handle'),
  assurance: 'substantial',
  input: z.object({ number: z.string().max(20) }),
  reads: { handling, asker, correcting },
  async load({ input, tx, now, city, language, personal, cases }) {
    const request = await readRequest(tx, input.number)
    const { ref, field, identified } = request
    const why = { case: numberOf(request.id) }
    const over = isOver(request)
    const words = over ? null : await unless(personal.handling(ref, why))
    const compares = !over && field !== null && request.outcome === null
    const present = compares
      ? await unless(personal.correcting(ref, { ...why, fields: [field] }))
      : null
    const who = !over && identified !== null ? await unless(personal.asker(ref, why)) : null
    const parts = await around({ tx, city, language, now }, request)
    const { recipients, today } = parts
    const untold = recipients.filter(({ toldAt }) => toldAt === null).length
    return {
      ...parts,
      over,
      words,
      present,
      name: who?.['contact.name'],
      access: over ? null : await accessOf(cases, request, { now, city, language }),
      units: city.units.map(({ code }) => ({
        value: code,
        text: unitName(city, code, language) ?? code,
      })),
      unit: unitName(city, request.unit, language),
      next: nextStep({ ...request, untold }, today),
    }
  },
  view: (data) => <DeskRequestView {...data} />,
})

/** What the desk's page of one request shows. */
export type DeskRequestData = Awaited<ReturnType<typeof deskRequestPage.load>>
