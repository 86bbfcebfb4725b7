import { parse } from 'yaml'
import type { Reading } from '../model.ts'
import { isApproved } from './licences.ts'
import { day, object, said, web } from './text.ts'

const MOST = 256 * 1024

function yaml(text: string): unknown {
  try {
    // Aliases can blow a small file up; a description of software needs none.
    return parse(text, { maxAliasCount: 0, uniqueKeys: true, schema: 'core' })
  } catch {
    return undefined
  }
}

/** publiccode.yml: valid when it has what the standard calls mandatory (publiccode.yml 0.2 to 0.5). */
export function readPubliccode(text: string): Reading | undefined {
  if (text.length > MOST) return undefined
  const root = object(yaml(text))
  const license = object(root?.['legal'])?.['license']
  const described = object(root?.['description'])
  const standard = ['name', 'url', 'publiccodeYmlVersion', 'developmentStatus', 'softwareType']
  const whole =
    root !== undefined &&
    standard.every((name) => said(root[name]) || typeof root[name] === 'number') &&
    web(root['url']) &&
    Array.isArray(root['platforms']) &&
    said(license) &&
    described !== undefined &&
    Object.keys(described).length > 0
  if (!whole) return undefined
  const released = root['releaseDate']
  const facts = {
    programs: 1,
    approved: isApproved(license),
    licence: license.slice(0, 100),
    released: day(released instanceof Date ? released.toISOString() : released) ?? '',
  }
  return { form: 'software', facts }
}
