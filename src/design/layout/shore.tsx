/** The line where the city's own colour begins or ends; only an ornament. */
export function Shore() {
  return (
    <svg
      class="cr-shore"
      viewBox="0 0 1440 48"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M0 28c180 24 320-26 520-14s300 34 480 18 280-34 440-8v24H0Z" />
    </svg>
  )
}
