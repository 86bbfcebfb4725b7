/** Who of the sample people is a verified resident, who waits for a letter, whom the state knows, and who acts for whom. */
import { addDays } from '#core/kernel'
import { z } from 'zod'
import type { Cast, Resident } from './people.ts'
import type { Actor, Stage } from './stage.ts'
import { linkState } from './tracker.ts'

const DAY = 86_400_000

/** Who takes part: three residents at the desk or with a letter, two who made and ended a mandate, two officials. */
interface Players {
  readonly residents: readonly [Resident, Resident, Resident, Resident, Resident]
  readonly desk: Actor
  readonly lead: Actor
}

function playersOf({ residents, officials }: Cast): Players | undefined {
  const [amina, bruno, , , carmen, edith, , nadia] = residents
  const [desk, lead] = [officials.get('front-desk'), officials.get('unit-lead')]
  if (!amina || !bruno || !carmen || !edith || !nadia || !desk || !lead) return undefined
  return { residents: [amina, bruno, carmen, edith, nadia], desk, lead }
}

async function numberOf(stage: Stage, who: Actor): Promise<string> {
  return String((await stage.does(who, 'residence.desk-number', {}))['number'])
}

/** Amina proved at the desk where she lives; Bruno waits for his letter. */
async function prove(stage: Stage, { residents, desk }: Players): Promise<void> {
  const [amina, bruno] = residents
  await stage.does(desk, 'residence.prove-at-desk', {
    number: await numberOf(stage, amina),
    name: amina.name,
    birthDate: '1990-05-04',
    district: 'cerro-faro',
    document: 'identity-card',
    address: 'registration',
  })
  await stage.does(bruno, 'residence.ask-letter', {
    name: bruno.name,
    birthDate: '1978-11-23',
    address: 'Calle del Molino 14',
    postcode: '90005',
  })
}

/** Carmen is the guardian of her son, who has no account; two officials saw the file. */
async function guard(stage: Stage, { residents, desk, lead }: Players): Promise<void> {
  const [, , carmen] = residents
  const { mandate } = await stage.does(desk, 'mandates.ask', {
    kind: 'parental',
    delegate: await numberOf(stage, carmen),
    delegateName: carmen.name,
    personName: 'Leo Odriozola',
    birthDate: `${Number(stage.now().slice(0, 4)) - 11}-09-01`,
    scopes: ['folder', 'reports.report', 'reports.answer'],
    evidence: 'FAM-2026-0117',
  })
  await stage.does(lead, 'mandates.agree', { mandate })
}

const Mine = z.array(z.object({ mandate: z.string() }))

/** Edith let Nadia answer for her while she was in hospital, and took it back when she was home. */
async function endedAgain(stage: Stage, { residents }: Players, now: number): Promise<void> {
  const [, , , edith, nadia] = residents
  const scopes = ['reports.report', 'reports.answer']
  const until = addDays(stage.now().slice(0, 10), 120)
  const asked = { name: nadia.name, scopes, until }
  const { code } = await stage.does(edith, 'mandates.offer', asked)
  await stage.does(nadia, 'mandates.take', { code, name: edith.name })
  const [one] = Mine.parse(await stage.looks(edith, 'mandates.list', {}))
  await stage.does(edith, 'mandates.confirm', { mandate: one?.mandate })
  stage.at(now - DAY)
  await stage.does(edith, 'mandates.withdraw', { mandate: one?.mandate })
}

/** Plays it in the last days of the year, where the city runs these services and has these people. */
export async function liveHere(stage: Stage, cast: Cast, now: number): Promise<boolean> {
  const players = playersOf(cast)
  const runs = stage.city.services.some(({ name }) => name === 'mandates')
  if (!players || !runs) return false
  stage.at(now - 6 * DAY)
  await prove(stage, players)
  await linkState(stage, players.residents[0])
  await guard(stage, players)
  await endedAgain(stage, players, now)
  await stage.post()
  return true
}
