import type { KeyName } from '../../key-folder.ts'

/** The first version of the master key is `vault.key`, later ones say which they are. */
export function fileOf(version: number): KeyName {
  return version === 1 ? 'vault' : `vault-${version}`
}
