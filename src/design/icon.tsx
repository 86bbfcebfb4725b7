const DRAWN = {
  alert:
    'M12 8v5m0 3.5v.01M10.3 4 2.9 17a2 2 0 0 0 1.7 3h14.8a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0Z',
  arrow: 'M5 12h14m-6-6 6 6-6 6',
  back: 'm15 6-6 6 6 6',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4Zm8 8.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  chevron: 'm9 6 6 6-6 6',
  clock: 'M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  info: 'M12 11v5m0-8v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5Z',
  menu: 'M4 7h16M4 12h16M4 17h16',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8a7 7 0 0 1 14 0',
  pin: 'M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21Zm0-9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  search: 'm16 16 4.5 4.5M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z',
} as const

/** Names of the drawn icons. */
export type IconName = keyof typeof DRAWN

/** A drawing beside words; it never stands for a word, so screen readers skip it (WCAG 1.1.1). */
export function Icon({ name }: { name: IconName }) {
  const mirrored = name === 'arrow' || name === 'back' || name === 'chevron'
  return (
    <svg
      class={mirrored ? 'cr-icon cr-icon--directed' : 'cr-icon'}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      width="24"
      height="24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={DRAWN[name]} />
    </svg>
  )
}
