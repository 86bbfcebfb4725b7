/** XML of strangers: no entities, no external anything. */
import { XMLParser, XMLValidator } from 'fast-xml-parser'

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  parseTagValue: false,
  trimValues: true,
})

/** The document as plain objects; undefined when it is not well-formed, or defines entities. */
export function xml(text: string): Readonly<Record<string, unknown>> | undefined {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return undefined
  try {
    if (XMLValidator.validate(text) !== true) return undefined
    return Object.fromEntries(Object.entries(parser.parse(text) as object))
  } catch {
    return undefined
  }
}

/** An element that may be there once, often or never, as a list. */
export function elements(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return []
  return Array.isArray(value) ? value : [value]
}
