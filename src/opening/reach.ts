/**
 * What a city reaches beyond itself: other cities, a printer, the services with whose accounts people sign in,
 * systems of other cities, and addresses that its operator configured.
 */
import { asker } from './asker.ts'
import { openHarvest } from './discovery.ts'
import { openPrinter } from './printing/printer.ts'
import { providersOf } from './providers.ts'
import { openSender } from './sender.ts'

/** Opens all five. Nothing is asked of anybody yet. */
export function reachOf(of: Parameters<typeof providersOf>[0]) {
  const { settings, facts } = of
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
