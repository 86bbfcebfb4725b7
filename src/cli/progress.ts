import cliProgress from 'cli-progress'

/** A progress bar on standard error; nothing when it is not a terminal or not wanted. */
export function progressBar(wanted: boolean): {
  show(read: number, total: number): void
  end(): void
} {
  if (!wanted || !process.stderr.isTTY) return { show: () => undefined, end: () => undefined }
  const bar = new cliProgress.SingleBar(
    { stream: process.stderr, format: '{bar} {percentage} % {eta_formatted}', hideCursor: true },
    cliProgress.Presets.shades_classic,
  )
  let running = false
  return {
    show(read, total) {
      if (!running) bar.start(total, 0)
      running = true
      bar.update(read)
    },
    end() {
      if (running) bar.stop()
      running = false
    },
  }
}
