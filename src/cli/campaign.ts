/** Counts a campaign again from the entries of a log, with the same function as the hub. */
import { existsSync, readFileSync } from 'node:fs'
import { counter, Definition, standingOf } from '#hub/campaigns'
import { z } from 'zod'

const Entry = z.object({ t: z.string(), at: z.string(), d: z.record(z.string(), z.unknown()) })
const read = (entry: Uint8Array) => Entry.parse(JSON.parse(Buffer.from(entry).toString()))

/** What is shown every entry of a log, one after the other. */
type Each = (entry: Uint8Array, kind: string) => void

/** A definition from a file, as the entry `campaigns.launched` has it; undefined when there is no such file. */
export function definitionIn(file: string): Definition | undefined {
  return existsSync(file) ? Definition.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

/** Looks for the launch of a campaign while a log is read. */
export function launchOf(id: string): { each: Each; found: () => Definition } {
  let definition: Definition | undefined
  return {
    each(entry, kind) {
      if (kind !== 'campaigns.launched') return
      const { d } = read(entry)
      if (d['campaign'] === id) definition ??= Definition.parse(d)
    },
    found() {
      if (definition) return definition
      throw new Error(`The log holds no launch of the campaign ${id}, and there is no such file.`)
    },
  }
}

/** What was counted, and what the hub wrote down as the result. */
export interface Recounted {
  readonly count: number
  readonly written: number | undefined
  readonly lines: readonly string[]
  readonly agrees: boolean
}

/** Counts while a log is read. Once the hub wrote the result down, later entries change nothing. */
export function recount(definition: Definition): { each: Each; result: () => Recounted } {
  const counting = counter(definition)
  let written: number | undefined
  return {
    each(entry, kind) {
      if (written !== undefined) return
      if (kind === 'campaigns.closed') {
        const { d } = read(entry)
        if (d['campaign'] === definition.campaign) written = Number(d['count'])
      }
      if (definition.rule.kinds.includes(kind)) counting.add(read(entry))
    },
    result() {
      const count = counting.count()
      const { campaign, target, starts, days, zone } = definition
      const agrees = written === undefined || written === count
      const { reached } = standingOf(definition, count, starts)
      const hub =
        written === undefined
          ? 'The hub has not written a result down yet.'
          : `The hub wrote ${written}: ${agrees ? 'the same' : 'that is another number'}.`
      const window = `${days} days from ${starts} on, ${zone}`
      const said = `Campaign ${campaign}: ${count} of ${target} (${window}), ${reached ? '' : 'not '}reached`
      return { count, written, lines: [said, hub], agrees }
    },
  }
}
