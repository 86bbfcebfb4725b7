import type { Reading } from '../model.ts'
import { json, latest, day, list, object, said } from './text.ts'

const STATUS = /^(?:active|inactive|defunct|temporarily closed)$/

/** A service of HSDS 3.0 has an id, a name and one of four states. */
function isService(one: unknown): boolean {
  const service = object(one)
  if (!said(service?.['id']) || !said(service?.['name'])) return false
  const status = service?.['status']
  return typeof status === 'string' && STATUS.test(status)
}

/** HSDS 3.0: the page of a service list, one service, or the description of the API (`/`). */
export function readPlaces(text: string): Reading | undefined {
  const root = object(json(text))
  if (!root) return undefined
  if (Array.isArray(root['contents'])) {
    const contents = list(root['contents'])
    if (!contents.every(isService)) return undefined
    const total = Number(root['total_items'])
    const days = contents.map((one) => day(object(one)?.['assured_date']))
    const services = Number.isSafeInteger(total) ? total : contents.length
    return { form: 'places', facts: { services, confirmed: latest(days) } }
  }
  if (isService(root)) return { form: 'places', facts: { services: 1, confirmed: '' } }
  if (said(root['version']) && said(root['openapi_url'])) {
    return { form: 'places', facts: { services: 0, confirmed: '' } }
  }
  return undefined
}
