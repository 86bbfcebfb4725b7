/** Who supports the coalition without being a city: never counted among its members (coalition-access.md 3.1). */

/** What kind of organisation a partner is. */
export const kinds = ['un-body', 'network', 'association', 'foundation', 'university'] as const
export type PartnerKind = (typeof kinds)[number]

/** `UN-Habitat` → `un-habitat`: the part of an address that stands for a name. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  return (words ?? ['partner']).join('-').slice(0, 60).replace(/-$/, '')
}
