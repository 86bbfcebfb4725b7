import type { ComponentChildren } from 'preact'
import { type Action, pathOf } from '#core/actions'
import { useHere } from '#core/pages'
import { Button, type ButtonKind } from '../content/button.tsx'
import { Field } from './field.tsx'
import { FormContext } from './form-context.ts'
import { fieldsOf } from './shape.ts'

type AnyAction = Action<any, any, any>
type Given = Readonly<Record<string, string>>

/** A form that performs an action. */
export interface FormProps {
  readonly action: AnyAction
  /** What is already known: parts of the path, and hidden fields. */
  readonly with?: Given
  /** Fields to draw; without children, all that are not given. */
  readonly fields?: readonly string[]
  /** Text key of the button; null draws none, for a form that brings its own. */
  readonly submit?: string | null
  readonly kind?: ButtonKind
  readonly children?: ComponentChildren
}

const inPath = (path: string, name: string) => path.split('/').includes(`:${name}`)

function Hidden({ action, given }: { action: AnyAction; given: Given }) {
  const { csrf, key } = useHere()
  return (
    <>
      <input type="hidden" name="csrf" value={csrf} />
      <input type="hidden" name="key" value={key} />
      {Object.entries(given)
        .filter(([name]) => !inPath(action.path, name))
        .map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
    </>
  )
}

function drawnFields({ action, with: given = {}, fields, children }: FormProps): readonly string[] {
  if (fields) return fields
  if (children) return []
  return fieldsOf(action.input).filter((name) => !(name in given) && !inPath(action.path, name))
}

/**
 * A form that performs an action. Token, one-time key, fields, messages and what was typed come by themselves;
 * the browser's own checks are off, so that every message is the city's own and in the page's language.
 */
export function Form(props: FormProps) {
  const { say } = useHere()
  const { action, with: given = {}, submit, kind, children } = props
  return (
    <form
      class="cr-form"
      method="post"
      action={pathOf(action.path, given)}
      encType={action.uploads ? 'multipart/form-data' : undefined}
      noValidate
      data-once="true"
    >
      <Hidden action={action} given={given} />
      <FormContext.Provider value={action}>
        {drawnFields(props).map((name) => (
          <Field key={name} name={name} action={action} />
        ))}
        {children}
      </FormContext.Provider>
      {submit !== null && (
        <div class="cr-form__end">
          <Button kind={kind ?? 'primary'}>{say(submit ?? action.name)}</Button>
        </div>
      )}
    </form>
  )
}

/** One button that performs an action. */
export interface DoesProps {
  readonly action: AnyAction
  readonly with?: Given
  readonly kind?: ButtonKind
  /** Text key of the button; by default the action's name. */
  readonly label?: string
  /** Said by screen readers after the button's words, when several alike stand on a page (WCAG 2.4.6). */
  readonly about?: string
}

/** One button that performs an action, with nothing to fill in. */
export function Does({ action, with: given = {}, kind, label, about }: DoesProps) {
  const { say } = useHere()
  return (
    <form class="cr-does" method="post" action={pathOf(action.path, given)} data-once="true">
      <Hidden action={action} given={given} />
      <Button kind={kind ?? 'secondary'}>
        {say(label ?? action.name)}
        {about && <span class="govuk-visually-hidden"> {about}</span>}
      </Button>
    </form>
  )
}
