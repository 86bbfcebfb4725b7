/** What the public record says about assessments. */
import { z } from 'zod'
import { entry } from '#core/record'
import { blocks, principles } from './model.ts'

export const begun = entry('assessments.begun', z.object({ city: z.string(), half: z.string() }))

/** Claim and derived level of every cell stand side by side, so that nobody has to believe us later. */
export const handedIn = entry(
  'assessments.handed-in',
  z.object({
    city: z.string(),
    half: z.string(),
    cells: z.array(
      z.object({
        block: z.enum(blocks),
        principle: z.enum(principles),
        claimed: z.number(),
        derived: z.number(),
      }),
    ),
    commitments: z.number(),
  }),
)
