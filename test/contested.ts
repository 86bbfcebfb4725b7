/** Contests in different states and an audit, for tests that look at every page. */
import type { Action } from '#core/actions'
import audits from '#services/audits'
import contests from '#services/contests'
import type { Somebody, TestCity } from '#test/city'
import { can as report, lamp } from '#test/lamp'

interface Contesting {
  readonly amina: Somebody
}

function can(name: string): Action<any, any, any> {
  const all: readonly Action<any, any, any>[] = [...contests.actions, ...audits.actions]
  const found = all.find((one) => one.name === name)
  if (!found) throw new Error(`nobody can ${name}`)
  return found
}

/** A contest that was answered and one of Amina's; a published audit and a draft. Gives addresses, and who reviews. */
export async function contested(
  city: TestCity,
  { amina }: Contesting,
): Promise<{ readonly pages: Record<string, string>; readonly reviewer: Somebody }> {
  const reviewer = await city.official('noor', 'contest-reviewer')
  const auditor = await city.official('rosa', 'auditor')
  const now = city.city.clock()
  // What is audited has to be some days old, and five alike: fewer are held back.
  city.today('2026-02-20T09:00:00.000Z')
  for (let n = 0; n < 4; n += 1) await city.anybody.does(report('report'), lamp)
  const { number, code } = await city.anybody.does(report('report'), lamp)
  city.today(now)
  const grounds = 'It is not the lamp that is broken: there is a hole.'
  const asked = { report: code, kind: 'category', wanted: 'pothole', grounds }
  const put = await city.anybody.does(can('contests.submit'), asked)
  await amina.does(can('contests.submit'), { ...asked, report: number, kind: 'person' })
  const about = String(put.number)
  await reviewer.does(can('contests.begin'), { number: about, version: 1 })
  const said = { outcome: 'upheld', right: 'pothole', changed: 'category', similar: 'none-known' }
  const answer = 'You are right: this is a hole, and not a lamp.'
  await reviewer.does(can('contests.decide'), { number: about, version: 2, ...said, answer })
  const days = { algorithm: 'reports.route', from: '2026-01-01', to: '2026-03-01' }
  const { number: audit } = await auditor.does(can('audits.ask'), days)
  const { number: draft } = await auditor.does(can('audits.ask'), days)
  await city.work()
  await reviewer.does(can('audits.publish'), { number: String(audit) })
  return {
    reviewer,
    pages: {
      'contests.new': `/contests/new/${code}`,
      'contests.mine': `/contests/mine/${put.code}`,
      'contests.reviewing': `/contests/desk/${about}`,
      'audits.one': `/audits/${audit}`,
      'audits.draft-page': `/audits/desk/${draft}`,
      'audits.labelling': `/audits/desk/${draft}/label`,
    },
  }
}
