/** Files of a message, as links. */
import { useHere } from '#core/pages'

interface FilesProps {
  readonly name: string
  readonly one: {
    readonly files: readonly {
      readonly id: string
      readonly name: string
      readonly bytes: number
    }[]
    readonly lostFiles: number
  }
}

/** What came with a message, and how much of it could not be kept. */
export function Files({ name, one }: FilesProps) {
  const { say } = useHere()
  return (
    <>
      {one.files.length > 0 && (
        <ul>
          {one.files.map((file) => (
            <li key={file.id}>
              <a href={`/lists/${name}/files/${file.id}`}>
                <bdi>{file.name}</bdi>
              </a>{' '}
              {say('lists.kilobytes', { size: Math.ceil(file.bytes / 1000) })}
            </li>
          ))}
        </ul>
      )}
      {one.lostFiles > 0 && <p>{say('lists.lostFiles', { count: one.lostFiles })}</p>}
    </>
  )
}
