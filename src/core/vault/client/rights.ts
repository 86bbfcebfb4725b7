/** What people ask of their own data, as functions over the line of the folder. */
import { batchFrom } from '#core/record/log'
import { z } from 'zod'
import { accountLetters } from '../account-purposes.ts'
import type { Export, Exported } from '../export-model.ts'
import { Personal } from '../personal.ts'
import type { Rights } from '../rights-model.ts'
import type { Line } from './line.ts'

const noticeShape = z.object({ to: z.string(), language: z.string() })
const proofShape = z.object({ entry: z.string(), proof: z.unknown() })

/** A value on its way to its own person. */
const taken = (one: Exported): Exported => ({
  ...one,
  value: new Personal(String(one.value), 'folder.export', ['self-view']),
})

const proofOn =
  (line: Line): Rights['proof'] =>
  async (ref, access, now) => {
    const said = await line.ask('accesses.proof', { ref, access, now })
    const found = proofShape.nullable().parse(said)
    const proof = batchFrom(found?.proof)
    return found && proof ? { entry: found.entry, proof } : undefined
  }

/** What the folder asks over its line. */
export function rightsOn(line: Line): Rights {
  const ask = async (op: string, input: object) => (await line.ask(op, input)) as never
  return {
    knownBy: (issuer, subject) => ask('identities.knownBy', { issuer, subject }),
    consents: (ref) => ask('consents', { ref }),
    limitations: (ref) => ask('limitations', { ref }),
    limit: (ref, what, at) => ask('limit', { ref, ...what, at }),
    lift: (ref, what, at) => ask('lift', { ref, ...what, at }),
    erase: (ref, asked) => ask('erase', { ref, ...asked }),
    standing: (ref) => ask('standing', { ref }),
    erasures: (ref) => ask('erasures', { ref }),
    breaches: (ref) => ask('breaches.of', { ref }),
    inNumbers: (ref) => ask('inNumbers', { ref }),
    hold: (ref, order, at) => ask('hold', { ref, ...order, at }),
    release: (ref, order, at) => ask('release', { ref, ...order, at }),
    holds: (ref) => ask('holds', { ref }),
    mandates: (ref) => ask('rights.mandates', { ref }),
    async export(ref, by) {
      const said: Export = await ask('export', { ref, ...by })
      return { ...said, values: said.values.map(taken) }
    },
    async values(ref, by) {
      const said: Export['values'] = await ask('values', { ref, ...by })
      return said.map(taken)
    },
    async farewell(letter, now) {
      const said = noticeShape.nullable().parse(await line.ask('farewell.letter', { letter, now }))
      const { id, sinks } = accountLetters
      return said && { ...said, to: new Personal(said.to, id, sinks) }
    },
    farewellSent: (letter, now) => ask('farewell.sent', { letter, now }),
    proof: proofOn(line),
    emergencies: (limit) => ask('notices.due', { limit }),
    told: ({ access, whom }, at) => ask('notices.told', { access, whom, at }),
  }
}
