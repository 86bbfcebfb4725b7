/** What a city reaches beyond itself: other cities, a printer, the services with whose accounts people sign in. */
import { openHarvest } from './discovery.ts'
import { openPrinter } from './printing/printer.ts'
import { providersOf } from './providers.ts'

/** Opens all three. Nothing is asked of anybody yet. */
export function reachOf(of: Parameters<typeof providersOf>[0]) {
  const { settings, facts } = of
  const printer = openPrinter(settings.chromium)
  return { harvest: openHarvest(settings, facts), printer, providers: providersOf(of) }
}
