/** A photo with what it shows in words. */
export interface Photo {
  /** Address of the large picture. */
  readonly href: string
  readonly thumb: string
  readonly alt: string
}

/** Photos in a row; each opens large. */
export function PhotoStrip({ photos }: { photos: readonly Photo[] }) {
  if (photos.length === 0) return null
  return (
    <ul class="cr-photos">
      {photos.map(({ href, thumb, alt }) => (
        <li key={href}>
          <a href={href}>
            <img src={thumb} alt={alt} loading="lazy" decoding="async" />
          </a>
        </li>
      ))}
    </ul>
  )
}
