/** Documents over the line of a service: piece by piece, so that none is ever whole in memory. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { DocumentDoor, KeptDocument, OpenedDocument } from '../document-model.ts'
import { Personal, type Sink } from '../personal.ts'
import type { Line } from './line.ts'

/** Bytes of a piece, as the vault takes them. */
const PIECE = 128 * 1024
/** Documents that are asked for at a time, when somebody takes all of theirs along. */
const PART = 200

const words = z.record(z.string(), z.string())
const shownShape = z.object({
  document: z.string(),
  field: z.string(),
  bytes: z.number(),
  chunks: z.number(),
  since: z.string(),
  facts: words,
  notes: words,
})
const claimedShape = z.object({
  bytes: z.number(),
  facts: z.looseObject({ name: z.string(), type: z.string(), sha256: z.string() }),
})

type Shown = z.infer<typeof shownShape>

function personal<Id extends string>(
  said: Readonly<Record<string, string>>,
  id: Id,
  sinks: readonly Sink[],
) {
  const all = Object.entries(said).map(([name, text]) => [name, new Personal(text, id, sinks)])
  return Object.fromEntries(all) as Readonly<Record<string, Personal<string, Id>>>
}

function kept<Id extends string>(shown: Shown, id: Id, sinks: readonly Sink[]): KeptDocument<Id> {
  const { document, field, bytes, since } = shown
  return {
    document,
    field,
    bytes,
    since,
    facts: personal(shown.facts, id, sinks),
    notes: personal(shown.notes, id, sinks),
  }
}

/** Cuts a stream into pieces of one size, and says of each whether it is the last. */
async function* piecesOf(bytes: AsyncIterable<Uint8Array>) {
  let held = Buffer.alloc(0)
  for await (const part of bytes) {
    held = Buffer.concat([held, part])
    while (held.length > PIECE) {
      yield { piece: held.subarray(0, PIECE), last: false }
      held = held.subarray(PIECE)
    }
  }
  yield { piece: held, last: true }
}

function opened<Id extends string>(
  line: Line,
  of: { shown: Shown; access: string; id: Id; sinks: readonly Sink[] },
): OpenedDocument<Id> {
  const { access } = of
  const { document, chunks } = of.shown
  return {
    ...kept(of.shown, of.id, of.sinks),
    access,
    async *bytesOf() {
      for (let number = 0; number < chunks; number += 1) {
        const piece = await line.ask('documents.piece', { access, document, number })
        yield Buffer.from(z.string().parse(piece), 'base64')
      }
    },
  }
}

type Asking = (op: string) => (input: object) => Promise<never>

function writing(ask: Asking): Pick<DocumentDoor, 'put' | 'claim' | 'note' | 'forget'> {
  return {
    async put(bytes, { facts, at }) {
      const document: string = await ask('begin')({ batch: `upload ${randomUUID()}`, at })
      let number = 0
      for await (const { piece, last } of piecesOf(bytes)) {
        await ask('add')({ document, number, last, bytes: piece.toString('base64') })
        number += 1
      }
      await ask('finish')({ document, facts })
      return document
    },
    async claim(batch, ref, claim, at) {
      const { bytes, facts } = claimedShape.parse(await ask('claim')({ batch, ref, ...claim, at }))
      const { name, type, sha256 } = facts
      return { bytes, name, type, sha256 }
    },
    note: (batch, ref, of, at) => ask('note')({ batch, ref, ...of, at }),
    forget: (ref, document, at) => ask('forget')({ ref, document, at }),
  }
}

/** Documents of one service. */
export function documentsOn(line: Line): DocumentDoor {
  const ask: Asking = (op) => async (input) => (await line.ask(`documents.${op}`, input)) as never
  const shape = shownShape.extend({ access: z.string() })
  return {
    ...writing(ask),
    has: async (ref, document) => (await ask('has')({ ref, document })) ?? undefined,
    gone: (documents) => ask('gone')({ documents }),
    async list({ id, version, sinks, fields }, ref, context) {
      const asked = context.fields ?? fields.map(({ name }) => name)
      const input = { purpose: id, version, ref, ...context, fields: asked }
      const all = z.array(shownShape).parse(await ask('list')(input))
      return all.map((one) => kept(one, id, sinks))
    },
    async open({ id, version, sinks, fields }, ref, { document, context }) {
      const asked = context.fields ?? fields.map(({ name }) => name)
      const input = { purpose: id, version, ref, document, ...context, fields: asked }
      const { access, ...shown } = shape.parse(await ask('open')(input))
      return opened(line, { shown, access, id, sinks })
    },
    counted: (ref) => ask('counted')({ ref }),
    async exported(ref, access) {
      const all: Shown[] = []
      let part: Shown[]
      do {
        const after = all.at(-1)?.document
        const asked = { ref, access, limit: PART, ...(after ? { after } : {}) }
        part = z.array(shownShape).parse(await ask('exported')(asked))
        all.push(...part)
      } while (part.length === PART)
      all.sort((a, b) => b.since.localeCompare(a.since))
      const id = 'folder.export'
      return all.map((shown) => opened(line, { shown, access, id, sinks: ['self-view'] }))
    },
  }
}
