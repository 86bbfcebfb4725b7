import { useHere } from '#core/pages'
import { type Asked, idsOf, Labelled } from './frame.tsx'

/** Files to bring along. */
export interface FileProps extends Asked {
  readonly most: number
  readonly kinds: readonly ('photo' | 'document')[]
  /** Ids of files that arrived with an earlier attempt; they need not be chosen again. */
  readonly arrived?: readonly string[]
}

const ACCEPTED = { photo: 'image/*', document: '.pdf,.odt,.docx,.txt' } as const

/** A field for photos or documents. It says what may be sent and keeps what has arrived. */
export function FileField(props: FileProps) {
  const { say } = useHere()
  const { id, describedby } = idsOf(props)
  const arrived = props.arrived ?? []
  return (
    <Labelled {...props}>
      {arrived.map((upload) => (
        <input key={upload} type="hidden" name={props.name} value={upload} />
      ))}
      {arrived.length > 0 && (
        <p class="cr-arrived">{say('design.file.arrived', { count: arrived.length })}</p>
      )}
      <input
        class="govuk-file-upload"
        type="file"
        id={id}
        name={props.name}
        accept={props.kinds.map((kind) => ACCEPTED[kind]).join(',')}
        multiple={props.most > 1}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedby}
        data-files={say('design.file.chosen', { names: '{names}' })}
      />
    </Labelled>
  )
}
