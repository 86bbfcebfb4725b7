/**
 * What a city reaches beyond itself: other cities, a printer, the services with whose accounts people sign in,
 * systems of other cities, and addresses that its operator configured.
 */
import { asker } from './asker.ts'
import { openHarvest } from './discovery.ts'
import { openPrinter } from './printing/printer.ts'
import { providersOf } from './providers.ts'
import type { Sender } from '#core/jobs'
import { forProtocol as open311 } from '#services/open311'
import { worldOf } from './sample/outside.ts'
import { inventedSystems } from './sample/systems.ts'
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

/** The way to systems of others; those of an invented city are invented, by its clock. */
export function senderOf({
  settings,
  facts,
  clock,
}: Pick<Opening, 'settings' | 'facts' | 'clock'>): Sender {
  const outside = openSender(settings)
  const world = facts.sampleCity ? worldOf(settings.city) : undefined
  return world ? inventedSystems(world, { data: settings.data, clock }, outside) : outside
}

/** Opens all five. Nothing is asked of anybody yet. */
export function reachOf(of: Opening) {
  const { settings, facts } = of
  nameUnreadKeys(of)
  const printer = openPrinter(settings.chromium)
  return {
    harvest: openHarvest(settings, facts),
    printer,
    asker,
    sender: senderOf(of),
    providers: providersOf(of),
  }
}
