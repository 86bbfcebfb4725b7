import { useHere } from '#core/pages'
import { Tag, type Tone } from '#design'
import type { Standing } from '../model.ts'

const TONES: Readonly<Record<Standing, Tone>> = {
  valid: 'success',
  'not-yet': 'info',
  expired: 'warning',
  withdrawn: 'error',
}

/** How a document stands, in a word. */
export function Stands({ standing }: { standing: Standing }) {
  const { say } = useHere()
  return <Tag tone={TONES[standing]}>{say(`documents.standing.${standing}`)}</Tag>
}

/** A size as people say it. */
export function useSize() {
  const { say } = useHere()
  return (bytes: number) =>
    say('documents.size', { kilobytes: Math.max(1, Math.round(bytes / 1000)) })
}

/** Whether files are looked at for viruses here, said plainly either way. */
export function Scanned({ scans }: { scans: boolean }) {
  const { say } = useHere()
  return <p>{say(scans ? 'documents.scanned' : 'documents.not-scanned')}</p>
}
