/** The verifier as one script, for the page that is kept as a file: its workers run the same script. */
import '../style/_alone.scss'
import { work } from './check/crew.ts'
import { startChecks } from './check/page.ts'

if (typeof document === 'undefined') work()
else {
  const script = document.currentScript?.textContent ?? ''
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
  startChecks(() => new Worker(address))
}
