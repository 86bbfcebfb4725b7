/** Beside what a machine said: whether it is right, for whoever knows. */
import { useHere } from '#core/pages'
import { Does, Notice } from '#design'
import { confirmCategory } from '../../actions/index.ts'
import { aboutIt } from './forms-main.tsx'
import type { DeskData } from './report.tsx'

/** One press says that the category is right; the next classifier may learn from it. */
export function Confirming(data: DeskData) {
  const { say, by } = useHere()
  if (data.confirmed) return <p>{say('reports.confirm.done')}</p>
  if (!data.mayConfirm || !by?.permissions.includes('reports.change')) return null
  return (
    <Notice title={say('reports.confirm.title')}>
      <p>{say('reports.confirm.text', { category: data.report.categoryName })}</p>
      <Does action={confirmCategory} with={aboutIt(data)} />
    </Notice>
  )
}
