import type { Example } from '../examples.tsx'
import { CheckFrame } from './check-frame.tsx'

/** The verifier of records, as it stands on its page and in the file that is kept. */
export const checkExamples: Readonly<Record<string, Example>> = {
  'a verifier of records': {
    part: () => <CheckFrame kinds={{ 'reports.received': 'Report received' }} />,
  },
}
