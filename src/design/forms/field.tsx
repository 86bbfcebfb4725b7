import type { ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import type { Action } from '#core/actions'
import { type Here, useHere } from '#core/pages'
import { Checkbox, Checkboxes, Radios, Select } from './choices.tsx'
import { FileField } from './file-field.tsx'
import { FormContext } from './form-context.ts'
import type { Asked, Option } from './frame.tsx'
import { DateField, TextArea, TextField } from './inputs.tsx'
import { idOf, nameOf, reasonAt, messageOf, typed } from './reasons.ts'
import { type Control, type Shape, shapeOf } from './shape.ts'

/** One field of an action. What is not given here follows from the action's schema and the texts. */
export interface FieldProps {
  /** Inside a form it is the form's action. */
  readonly action?: Action<any, any, any>
  /** Name in the input, such as `title` or `answers.lamp`. */
  readonly name: string
  readonly value?: unknown
  readonly label?: string
  readonly hint?: ComponentChildren
  readonly kind?: Control
  readonly options?: readonly Option[]
  readonly optional?: boolean
  readonly large?: boolean
  /** Text of choosing nothing, in a select. */
  readonly none?: string
}

interface Drawn {
  readonly asked: Asked
  readonly shape: Shape
  readonly control: Control
  readonly options: readonly Option[]
  readonly value: unknown
  readonly none: string | undefined
  readonly action: Action<any, any, any>
}

const text = (value: unknown) => (value === undefined || value === null ? '' : String(value))
const list = (value: unknown): string[] =>
  value === undefined || value === null || value === '' ? [] : [value].flat().map(String)
const ticked = (value: unknown) => ['on', 'true', 'yes', '1'].includes(text(value))

function optionsOf(here: Here, key: string, values: readonly string[]): Option[] {
  const { say } = here
  return values.map((value) => {
    const hint = `${key}.${value}.hint`
    return { value, text: say(`${key}.${value}`), ...(say.has(hint) ? { hint: say(hint) } : {}) }
  })
}

function drawnOf(here: Here, action: Action<any, any, any>, props: FieldProps): Drawn {
  const { say, problem } = here
  const key = `${action.name}.${props.name}`
  const shape = shapeOf(action.input, props.name)
  const control = action.uploads?.field === props.name ? 'file' : (props.kind ?? shape.control)
  const reason = reasonAt(problem, action.name, props.name)
  const hint = props.hint ?? (say.has(`${key}.hint`) ? say(`${key}.hint`) : undefined)
  const before = typed(problem, action.name, props.name)
  return {
    action,
    shape,
    control,
    none: props.none,
    options: props.options ?? optionsOf(here, key, shape.options),
    value: problem?.action === action.name ? before : (props.value ?? shape.initial),
    asked: {
      id: idOf(action.name, props.name),
      name: nameOf(props.name),
      label: props.label ?? say(key),
      hint,
      error: reason && messageOf(say, reason, action.name),
      optional: props.optional ?? (!shape.required && control !== 'checkbox'),
      large: props.large ?? false,
      personal: shape.personal,
    },
  }
}

const LINES: Partial<Record<Control, 'email' | 'tel' | 'url' | 'password'>> = {
  email: 'email',
  tel: 'tel',
  url: 'url',
  password: 'password',
}

/**
 * One line. Numbers are asked as text: a browser throws away what it cannot read as a number, and nobody
 * could see what was typed. For the same reason lengths are not cut off here but named by the city.
 */
function Line({ asked, shape, control, value }: Drawn) {
  const numeric = control === 'number'
  return (
    <TextField
      {...asked}
      type={LINES[control] ?? 'text'}
      value={control === 'password' ? '' : text(value)}
      autocomplete={shape.autocomplete}
      inputmode={numeric ? (shape.step === '1' ? 'numeric' : 'decimal') : undefined}
      pattern={shape.pattern}
      {...(numeric ? { width: 12 as const } : {})}
    />
  )
}

function Chosen({ asked, options, control, value, none, shape }: Drawn) {
  const { say } = useHere()
  if (control === 'checkboxes')
    return <Checkboxes {...asked} options={options} values={list(value)} />
  if (control === 'radios') return <Radios {...asked} options={options} value={text(value)} />
  const empty = none ?? (shape.initial === undefined ? say('design.choose') : undefined)
  return (
    <Select
      {...asked}
      options={options}
      value={text(value)}
      {...(empty === undefined ? {} : { none: empty })}
    />
  )
}

/** One field of an action: label, hint, error and what was typed, as its schema and the texts have it. */
export function Field(props: FieldProps) {
  const here = useHere()
  const action = props.action ?? useContext(FormContext)
  if (!action) throw new Error(`the field ${props.name} stands outside a form`)
  const drawn = drawnOf(here, action, props)
  const { asked, shape, control, value } = drawn
  switch (control) {
    case 'hidden':
      return <input type="hidden" name={asked.name} value={text(value)} />
    case 'textarea':
      return (
        <TextArea {...asked} value={text(value)} rows={shape.rows} maxLength={shape.maxLength} />
      )
    case 'date':
      return <DateField {...asked} value={text(value)} autocomplete={shape.autocomplete} />
    case 'checkbox':
      return <Checkbox {...asked} checked={ticked(value)} />
    case 'file':
      return (
        <FileField
          {...asked}
          most={action.uploads?.most ?? 1}
          kinds={action.uploads?.kinds ?? ['photo']}
          arrived={list(value)}
        />
      )
    case 'radios':
    case 'checkboxes':
    case 'select':
      return <Chosen {...drawn} />
    default:
      return <Line {...drawn} />
  }
}
