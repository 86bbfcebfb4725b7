/** What the public record says about groups: who, what and which hash. What people write stands in it only as a hash. */
import { z } from 'zod'
import { entry } from '#core/record'

const group = z.string()
const number = z.number()
const city = z.string()
const sha256 = z.string()

export const founded = entry(
  'groups.founded',
  z.object({ group, name: z.string(), closed: z.boolean() }),
)
export const shut = entry('groups.shut', z.object({ group }))
export const madePublic = entry('groups.made-public', z.object({ group }))
export const ended = entry('groups.ended', z.object({ group }))
export const joined = entry('groups.joined', z.object({ group, city }))
export const left = entry('groups.left', z.object({ group, city }))
export const chaired = entry('groups.chaired', z.object({ group, city }))
export const filed = entry(
  'groups.filed',
  z.object({
    ...{ group, number, kind: z.string(), on: z.string(), sha256 },
    city: city.optional(),
  }),
)
export const taskSet = entry('groups.task-set', z.object({ group, number, due: z.string() }))
export const taskDone = entry('groups.task-done', z.object({ group, number }))
export const textOpened = entry(
  'groups.text-opened',
  z.object({ group, text: number, sha256, bodies: z.array(z.string()) }),
)
export const amendmentProposed = entry(
  'groups.amendment-proposed',
  z.object({ group, text: number, amendment: number, seal: z.string() }),
)
export const amendmentDeclined = entry(
  'groups.amendment-declined',
  z.object({ group, text: number, amendment: number }),
)
export const amended = entry(
  'groups.amended',
  z.object({ group, text: number, amendment: number, version: number, sha256 }),
)
export const approved = entry(
  'groups.approved',
  z.object({ group, text: number, body: z.string(), sha256, on: z.string() }),
)
export const adopted = entry('groups.adopted', z.object({ group, text: number, sha256 }))
export const statementPublished = entry(
  'groups.statement-published',
  z.object({ group, statement: number, title: z.string(), sha256 }),
)
export const statementSigned = entry(
  'groups.statement-signed',
  z.object({
    ...{ group, statement: number, sha256, city },
    ...{ authority: z.string(), decided: z.string(), proof: z.string(), signed: z.string() },
  }),
)
export const signatureWithdrawn = entry(
  'groups.signature-withdrawn',
  z.object({ group, statement: number, city }),
)
