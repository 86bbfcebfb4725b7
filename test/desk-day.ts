/** What a day at the reports desk leaves behind: pages that nobody finds by a link. */
import { type Somebody, sql, type TestCity } from '#test/city'
import { can } from '#test/lamp'

/** A bundle that waits to be confirmed, prepared words, a note that names a unit, and a queue. */
export async function deskDay(
  city: TestCity,
  { desk, number }: { readonly desk: Somebody; readonly number: string },
): Promise<Readonly<Record<string, string>>> {
  const [report] = await city.rows(
    sql`select version from reports.report where 'R-' || number = ${number}`,
  )
  const { bundle } = await desk.does(can('gather'), {
    reports: [`${number}@${Number(report?.['version'])}`],
    act: 'move',
  })
  await desk.does(can('say-together'), { bundle, to: 'resolved', text: 'It burns again.' })
  const words = { title: 'We come', language: 'en', text: 'We come to {place} by {due}.' }
  const { template } = await desk.does(can('write-template'), words)
  await desk.does(can('publish-template'), { template, version: 1 })
  await desk.does(can('note'), { number, text: 'Please look, @lighting' })
  return {
    'reports.desk.show': `/reports/desk/${number}`,
    'reports.desk.together': `/reports/desk/together/${bundle}`,
    'reports.templates.one': `/reports/desk/templates/${template}`,
    'reports.desk.notes': `/reports/desk/${number}/notes`,
  }
}
