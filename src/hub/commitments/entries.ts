/** What the public record says about commitments. What people write stands in it only as a salted hash. */
import { z } from 'zod'
import { entry } from '#core/record'
import { ambitions, changeable, effects, hidings, stages, statuses } from './model.ts'

const number = z.number()
const text = z.string()
const place = z.number()
const area = z.string().meta({ words: 'endorsements.area' })

export const promised = entry(
  'commitments.promised',
  z.object({
    number,
    city: z.string(),
    items: z.array(z.string()),
    principles: z.array(z.string()),
    starts: z.string(),
    ends: z.string(),
    text,
    /** It was a first action of the endorsement. */
    area: area.optional(),
  }),
)

/** A first action of the endorsement becomes no commitment. */
export const offerSetAside = entry('commitments.set-aside', z.object({ city: z.string(), area }))
export const milestoneAdded = entry(
  'commitments.milestone-added',
  z.object({ number, place, due: z.string().optional(), text }),
)
export const reached = entry(
  'commitments.reached',
  z.object({ number, place, on: z.string(), late: z.boolean(), sha256: z.string().optional() }),
)
export const indicatorAdded = entry(
  'commitments.indicator-added',
  z.object({ number, place, target: z.string(), due: z.string(), text }),
)
/** Figures may have fractions, which the record does not spell: they stand in it as text. */
export const measured = entry(
  'commitments.measured',
  z.object({ number, place, on: z.string(), value: z.string() }),
)
export const featured = entry(
  'commitments.featured',
  z.object({ number, city: z.string(), flagship: z.boolean() }),
)
export const changed = entry(
  'commitments.changed',
  z.object({
    number,
    what: z.enum(changeable),
    place: place.optional(),
    old: z.string(),
    new: z.string(),
    text,
  }),
)
export const withdrawn = entry(
  'commitments.withdrawn',
  z.object({ number, city: z.string(), text }),
)
export const stated = entry(
  'commitments.stated',
  z.object({
    number,
    half: z.string(),
    status: z.enum(statuses),
    effect: z.enum(effects).optional(),
    text,
  }),
)
export const judged = entry(
  'commitments.judged',
  z.object({
    number,
    from: z.string(),
    status: z.enum(statuses),
    ambition: z.enum(ambitions),
    text,
  }),
)
/** Until it is published, nobody learns from the record what a review says. */
export const reviewed = entry(
  'commitments.reviewed',
  z.object({ number, stage: z.enum(stages), due: z.string(), text }),
)
export const replied = entry(
  'commitments.replied',
  z.object({ number, stage: z.enum(stages), text }),
)
export const reviewPublished = entry(
  'commitments.review-published',
  z.object({
    number,
    stage: z.enum(stages),
    answered: z.boolean(),
    ambition: z.enum(ambitions).optional(),
    verifiable: z.boolean().optional(),
    status: z.enum(statuses).optional(),
    effect: z.enum(effects).optional(),
  }),
)
export const commented = entry('commitments.commented', z.object({ number, text }))
export const commentHidden = entry(
  'commitments.comment-hidden',
  z.object({ number, reason: z.enum(hidings) }),
)
/** A post for a member city, or that of a reviewer, was offered. Who takes it is nobody's business. */
export const invited = entry(
  'commitments.invited',
  z.object({ post: z.enum(['official', 'reviewer']), city: z.string().optional() }),
)
