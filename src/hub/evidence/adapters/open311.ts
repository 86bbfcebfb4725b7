import type { Reading } from '../model.ts'
import { json, list, object, said } from './text.ts'
import { elements, xml } from './xml.ts'

/** A service of the list has a code and a name (GeoReport v2, GET Service List). */
function fits(one: unknown): boolean {
  const service = object(one)
  if (service?.['service_request_id'] !== undefined) return false
  const code = service?.['service_code']
  return (said(code) || typeof code === 'number') && said(service?.['service_name'])
}

/** The service list of Open311 GeoReport v2, in JSON or XML. */
export function readOpen311(text: string): Reading | undefined {
  const parsed = /^\s*</.test(text) ? undefined : json(text)
  const given = parsed === undefined ? object(xml(text)?.['services']) : undefined
  const all = Array.isArray(parsed) ? list(parsed) : elements(given?.['service'])
  if (!Array.isArray(parsed) && !given) return undefined
  if (!all.every(fits)) return undefined
  return { form: 'open311', facts: { services: all.length } }
}
