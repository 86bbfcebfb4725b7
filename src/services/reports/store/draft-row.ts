/** The shape of a report on its way. */
import { z } from 'zod'
import { answers } from './rows.ts'

/** A report on its way. */
export const Draft = z.object({
  /** Taken when something first needs it: a photo, contact data, sending. */
  number: z.number().nullable(),
  language: z.string(),
  category: z.string().nullable(),
  answers,
  address: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  district: z.string().nullable(),
  text: z.string(),
  photos: z.array(z.string()),
  /** What looks like personal data and stays visible, word for word. */
  left: z.array(z.string()),
  contactLeft: z.boolean(),
  contact: z.string().nullable(),
  byMail: z.boolean(),
  reporter: z.string().nullable(),
  /** The report whoever writes this found to be of the same problem. */
  sameAs: z.string().nullable(),
  /** By which way it came: the form, or a mail that lacked something. */
  source: z.enum(['web', 'email']),
  changedAt: z.string(),
})
export type Draft = z.infer<typeof Draft>
