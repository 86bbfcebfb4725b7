/** The line where the city's own colour begins or ends; only an ornament. With `deep`, a wave comes behind it. */
export function Shore({ deep = false }: { deep?: boolean }) {
  return (
    <svg
      class={deep ? 'cr-shore cr-shore--deep' : 'cr-shore'}
      viewBox={deep ? '0 0 1440 96' : '0 48 1440 48'}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {deep && (
        <path
          class="cr-shore__back"
          d="M0 36c140-28 260-28 400 2s250 34 400 6 260-34 380-8 180 20 260-6v90H0Z"
        />
      )}
      <path d="M0 76c180 24 320-26 520-14s300 34 480 18 280-34 440-8v40H0Z" />
    </svg>
  )
}
