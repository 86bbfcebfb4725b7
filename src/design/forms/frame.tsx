import type { ComponentChildren } from 'preact'
import { useHere } from '#core/pages'
import { Icon } from '../icon.tsx'

/** What every way of asking has in common. */
export interface Asked {
  readonly name: string
  readonly label: string
  readonly hint?: ComponentChildren
  /** The sentence that says what is wrong with it. */
  readonly error?: string | undefined
  readonly optional?: boolean
  /** Id in the page; by default made of the name. */
  readonly id?: string
  /** The label as the page's question, in large letters. */
  readonly large?: boolean
  /** Value is kept in the vault; the label says so with a lock. */
  readonly personal?: boolean
}

/** One thing that can be chosen. */
export interface Option {
  readonly value: string
  readonly text: string
  readonly hint?: string
  /** In a folded list: under which title it stands. */
  readonly group?: string
}

/** Id of a field, and the ids of what describes it (WCAG 1.3.1). */
export function idsOf({ id, name, hint, error }: Pick<Asked, 'id' | 'name' | 'hint' | 'error'>) {
  const own = id ?? `f-${name.replace(/[^\w-]+/g, '-')}`
  const described = [hint ? `${own}-hint` : '', error ? `${own}-error` : ''].filter(Boolean)
  return { id: own, describedby: described.length > 0 ? described.join(' ') : undefined }
}

type LabelProps = Pick<Asked, 'label' | 'optional' | 'personal'>

/** The words of a label, with the word that a field may stay empty. */
export function LabelText({ label, optional, personal }: LabelProps) {
  const { say } = useHere()
  return (
    <>
      {label}
      {personal && (
        <span class="cr-field__personal">
          {' '}
          <Icon name="lock" />
          <span class="govuk-visually-hidden">{say('design.personal.field')}</span>
        </span>
      )}
      {optional && <span class="cr-field__optional"> {say('design.optional')}</span>}
    </>
  )
}

/** Hint and error of a field, where `aria-describedby` finds them. */
export function Described(props: Pick<Asked, 'id' | 'name' | 'hint' | 'error'>) {
  const { say } = useHere()
  const { id } = idsOf(props)
  return (
    <>
      {props.hint && (
        <div id={`${id}-hint`} class="govuk-hint">
          {props.hint}
        </div>
      )}
      {props.error && (
        <p id={`${id}-error`} class="govuk-error-message">
          <span class="govuk-visually-hidden">{say('design.error')}</span> {props.error}
        </p>
      )}
    </>
  )
}

/** A field with one label: label, hint, error, control. */
export function Labelled(props: Asked & { children: ComponentChildren }) {
  const { id } = idsOf(props)
  const size = props.large ? ' govuk-label--m' : ''
  return (
    <div class={`govuk-form-group${props.error ? ' govuk-form-group--error' : ''}`}>
      <label class={`govuk-label${size}`} for={id}>
        <LabelText {...props} />
      </label>
      <Described {...props} />
      {props.children}
    </div>
  )
}

/** A field of several controls: legend, hint, error, controls (WCAG H71). */
export function Grouped(props: Asked & { children: ComponentChildren }) {
  const { describedby } = idsOf(props)
  const size = props.large ? ' govuk-fieldset__legend--m' : ''
  return (
    <div class={`govuk-form-group${props.error ? ' govuk-form-group--error' : ''}`}>
      <fieldset class="govuk-fieldset" aria-describedby={describedby}>
        <legend class={`govuk-fieldset__legend${size}`}>
          <LabelText {...props} />
        </legend>
        <Described {...props} />
        {props.children}
      </fieldset>
    </div>
  )
}
