/** What the public record says about endorsing: enough to count the members of any day again. Never a person. */
import { z } from 'zod'
import { entry } from '#core/record'
import { areas, kinds, proofs, states } from './model.ts'

const application = z.number()
const city = z.string()
const list = z.array(z.string())
const kind = z.enum(kinds).meta({ words: 'endorsements.kind' })
const proof = z.enum(proofs).meta({ words: 'endorsements.proof' })
const state = z.enum(states).meta({ words: 'endorsements.application' })

/** A city was taken over from a list of members; nobody has seen its proofs. */
export const takenIn = entry(
  'endorsements.taken-in',
  z.object({
    city: z.string(),
    name: z.string(),
    state: z.string(),
    source: z.string(),
    since: z.string().optional(),
  }),
)

export const submitted = entry(
  'endorsements.submitted',
  z.object({
    application,
    kind,
    name: z.string(),
    domains: list,
    document: z.string(),
    decidedOn: z.string(),
    declaration: z.string(),
    /** Areas of the checklist the city names a first action for. */
    areas: z.array(z.enum(areas).meta({ words: 'endorsements.area' })).optional(),
  }),
)

/** What a check found: domains that passed, the hash of the document, and how each proof stands. */
export const checked = entry(
  'endorsements.checked',
  z.object({
    application,
    proof,
    stands: z.enum(['stands', 'failed']).meta({ words: 'endorsements.stands' }),
    domain: z.string().optional(),
    method: z.enum(['dns', 'web']).meta({ words: 'endorsements.method' }).optional(),
    dnssec: z.boolean().optional(),
    sha256: z.string().optional(),
    /** Fingerprints of keys the DNS shows, when they are seen first. */
    keys: list.optional(),
    reason: z.string().optional(),
  }),
)

export const confirmed = entry(
  'endorsements.confirmed',
  z.object({ application, as: z.enum(['mailbox', 'signer']).meta({ words: 'endorsements.role' }) }),
)

export const vouched = entry(
  'endorsements.vouched',
  z.object({
    application,
    way: z.enum(['suffix', 'register', 'callback']).meta({ words: 'endorsements.vouch.way' }),
    link: z.string(),
  }),
)

export const moved = entry(
  'endorsements.moved',
  z.object({ application, from: state, to: state, due: z.string().optional() }),
)

export const reviewed = entry(
  'endorsements.reviewed',
  z.object({
    application,
    round: z.number(),
    verdict: z.enum(['accept', 'refuse']).meta({ words: 'endorsements.review.verdict' }),
    missing: z.array(proof),
  }),
)

export const appealed = entry('endorsements.appealed', z.object({ application, text: z.string() }))

export const appealDecided = entry(
  'endorsements.appeal-decided',
  z.object({ application, granted: z.boolean(), text: z.string() }),
)

/** Where a membership stands, and since which day: what other hubs copy (docs/protocol/changes.md). */
const standing = { state: z.string(), since: z.string() }

/** A membership is public from now on: the date of the city's decision, and that of its publication. */
export const published = entry(
  'endorsements.published',
  z.object({
    application,
    city,
    name: z.string(),
    kind,
    ...standing,
    decidedOn: z.string(),
    publishedOn: z.string(),
    declaration: z.string(),
    document: z.string(),
  }),
)

/** A proof of a member no longer stands; it stays a member, and the flag is shown. */
export const flagged = entry(
  'endorsements.flagged',
  z.object({ application, city, proof, domain: z.string().optional() }),
)

export const cleared = entry(
  'endorsements.cleared',
  z.object({ application, city, proof, domain: z.string().optional() }),
)

export const reminded = entry(
  'endorsements.reminded',
  z.object({ city, months: z.number(), since: z.string() }),
)

/** A member is asked to affirm again: its decision grows old, or the declaration has a new major version. */
export const affirmAsked = entry(
  'endorsements.affirm-asked',
  z.object({
    city,
    because: z.enum(['soon', 'late', 'version']).meta({ words: 'endorsements.affirm' }),
    declaration: z.string().optional(),
    due: z.string().optional(),
  }),
)

export const holdProposed = entry(
  'endorsements.hold-proposed',
  z.object({ city, since: z.string(), until: z.string() }),
)

export const heard = entry('endorsements.heard', z.object({ city, text: z.string() }))

export const holdDropped = entry('endorsements.hold-dropped', z.object({ city }))

export const held = entry('endorsements.held', z.object({ city, ...standing, silent: z.string() }))

export const resumed = entry('endorsements.resumed', z.object({ city, ...standing }))

export const withdrawn = entry(
  'endorsements.withdrawn',
  z.object({ application, city, ...standing, decidedOn: z.string(), document: z.string() }),
)

export const ended = entry(
  'endorsements.ended',
  z.object({ city, ...standing, successor: z.string() }),
)
