/** A form of the desk, folded away until it is needed, and only for those who may. */
import type { ComponentChildren } from 'preact'
import { useHere } from '#core/pages'
import { Details, Form, type FormProps } from '#design'

/** One form of the desk. */
export interface FoldProps {
  readonly action: FormProps['action']
  readonly with: Readonly<Record<string, string>>
  readonly open?: boolean
  readonly primary?: boolean
  readonly children: ComponentChildren
}

/** Open when it is the usual next step, or when its last attempt went wrong. */
export function Fold({ action, with: given, open, primary, children }: FoldProps) {
  const { say, by, problem } = useHere()
  const { permission } = action.who
  if (permission && !by?.permissions.includes(permission)) return null
  return (
    <Details summary={say(action.name)} open={(open ?? false) || problem?.action === action.name}>
      <Form action={action} with={given} kind={primary ? 'primary' : 'secondary'}>
        {children}
      </Form>
    </Details>
  )
}
