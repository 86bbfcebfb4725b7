/**
 * What a city reaches beyond itself: other cities, a printer, the services with whose accounts people sign in,
 * systems of other cities, and addresses that its operator configured.
 */
import { asker } from './asker.ts'
import { openHarvest } from './discovery.ts'
import { openPrinter } from './printing/printer.ts'
import { providersOf } from './providers.ts'
import { forProtocol as open311 } from '#services/open311'
import { keyIn, openSender } from './sender.ts'

type Opening = Parameters<typeof providersOf>[0]

/** A system of others to which nothing can be sent is named at the start, not when the first report waits. */
function nameUnreadKeys({ facts, log }: Opening): void {
  for (const { code, keyFile } of open311.open311Of(facts).systems) {
    const key = keyFile === undefined ? undefined : keyIn(keyFile)
    if (key === undefined || !('wrong' in key)) continue
    const said = { system: code, keyFile: key.wrong }
    log.error(said, 'no report can be sent to this system: its keyFile cannot be read')
  }
}

/** Opens all five. Nothing is asked of anybody yet. */
export function reachOf(of: Opening) {
  const { settings, facts } = of
  nameUnreadKeys(of)
  const printer = openPrinter(settings.chromium)
  const sender = openSender(settings)
  return {
    harvest: openHarvest(settings, facts),
    printer,
    asker,
    sender,
    providers: providersOf(of),
  }
}
