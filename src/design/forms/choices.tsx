import { type Asked, Grouped, idsOf, Labelled, type Option } from './frame.tsx'

/** A choice among given answers. */
export interface ChoiceProps extends Asked {
  readonly options: readonly Option[]
  readonly value?: string | undefined
}

interface TickProps {
  readonly id: string
  readonly name: string
  readonly option: Option
  readonly checked: boolean
  readonly kind: 'radio' | 'checkbox'
  readonly describedby?: string | undefined
}

function Tick({ id, name, option, checked, kind, describedby }: TickProps) {
  const block = kind === 'radio' ? 'govuk-radios' : 'govuk-checkboxes'
  const hint = option.hint ? `${id}-hint` : undefined
  return (
    <div class={`${block}__item`}>
      <input
        class={`${block}__input`}
        type={kind}
        id={id}
        name={name}
        value={option.value}
        checked={checked}
        aria-describedby={[describedby, hint].filter(Boolean).join(' ') || undefined}
      />
      <label class={`govuk-label ${block}__label`} for={id}>
        {option.text}
      </label>
      {option.hint && (
        <div class={`govuk-hint ${block}__hint`} id={hint}>
          {option.hint}
        </div>
      )}
    </div>
  )
}

/** The first choice carries the field's own id, so that the problem summary leads to it. */
const tickId = (id: string, index: number) => (index === 0 ? id : `${id}-${index + 1}`)

/** One of several, all in sight. */
export function Radios(props: ChoiceProps & { inline?: boolean }) {
  const { id } = idsOf(props)
  return (
    <Grouped {...props}>
      <div class={`govuk-radios${props.inline ? ' govuk-radios--inline' : ''}`}>
        {props.options.map((option, index) => (
          <Tick
            key={option.value}
            id={tickId(id, index)}
            name={props.name}
            option={option}
            checked={option.value === props.value}
            kind="radio"
          />
        ))}
      </div>
    </Grouped>
  )
}

/** Several of several. */
export function Checkboxes(props: Omit<ChoiceProps, 'value'> & { values?: readonly string[] }) {
  const { id } = idsOf(props)
  return (
    <Grouped {...props}>
      <div class="govuk-checkboxes">
        {props.options.map((option, index) => (
          <Tick
            key={option.value}
            id={tickId(id, index)}
            name={props.name}
            option={option}
            checked={props.values?.includes(option.value) ?? false}
            kind="checkbox"
          />
        ))}
      </div>
    </Grouped>
  )
}

/** One sentence that is agreed to, or not. */
export function Checkbox(props: Asked & { checked?: boolean; value?: string }) {
  const { id, describedby } = idsOf(props)
  const option: Option = { value: props.value ?? 'yes', text: props.label }
  return (
    <div class={`govuk-form-group${props.error ? ' govuk-form-group--error' : ''}`}>
      {props.error && (
        <p id={`${id}-error`} class="govuk-error-message">
          {props.error}
        </p>
      )}
      <div class="govuk-checkboxes">
        <Tick
          id={id}
          name={props.name}
          option={option}
          checked={props.checked ?? false}
          kind="checkbox"
          describedby={describedby}
        />
      </div>
      {props.hint && (
        <div id={`${id}-hint`} class="govuk-hint cr-checkbox-hint">
          {props.hint}
        </div>
      )}
    </div>
  )
}

function Choice({ option, value }: { option: Option; value: string | undefined }) {
  return (
    <option value={option.value} selected={option.value === value}>
      {option.text}
    </option>
  )
}

/** Options in their order; those of one group under its title. */
function Choices({ options, value }: Pick<ChoiceProps, 'options' | 'value'>) {
  const groups = [...new Set(options.map(({ group }) => group))]
  const parts = groups.map((group) => ({
    group,
    own: options
      .filter((option) => option.group === group)
      .map((option) => <Choice key={option.value} option={option} value={value} />),
  }))
  return (
    <>
      {parts.map(({ group, own }) =>
        group === undefined ? (
          own
        ) : (
          <optgroup key={group} label={group}>
            {own}
          </optgroup>
        ),
      )}
    </>
  )
}

/** One of many, folded away; `none` is the text of choosing nothing. */
export function Select(props: ChoiceProps & { none?: string }) {
  const { id, describedby } = idsOf(props)
  return (
    <Labelled {...props}>
      <select
        class={`govuk-select${props.error ? ' govuk-select--error' : ''}`}
        id={id}
        name={props.name}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedby}
      >
        {props.none !== undefined && <option value="">{props.none}</option>}
        <Choices options={props.options} value={props.value} />
      </select>
    </Labelled>
  )
}
