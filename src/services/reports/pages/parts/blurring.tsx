/** The way from each photo to covering parts of it. */
import { useHere } from '#core/pages'

/** One link for each photo; nothing where there is none. */
export function Blurring(props: { base: string; photos: readonly { readonly file: string }[] }) {
  const { say } = useHere()
  const { base, photos } = props
  if (photos.length === 0) return null
  return (
    <ul>
      {photos.map(({ file }, at) => (
        <li key={file}>
          <a href={`${base}/blur/${file}`}>{say('reports.blur.way', { index: at + 1 })}</a>
        </li>
      ))}
    </ul>
  )
}
