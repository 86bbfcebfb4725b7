/** Draws for the bootstrap, from chance that can be repeated. */

/** Above this spread the bell curve is close enough for a bootstrap; below it, each draw is exact. */
const BROAD = 30

/** One normal value: Box & Muller, Annals of Mathematical Statistics 29 (1958) 610–611. */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** How many of n come out, each with chance p: by inversion where few do, by the bell curve where many do. */
export function binomial(n: number, p: number, random: () => number): number {
  if (n <= 0 || p <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - binomial(n, 1 - p, random)
  const spread = n * p * (1 - p)
  if (spread > BROAD) {
    const drawn = Math.round(n * p + Math.sqrt(spread) * normal(random))
    return Math.min(n, Math.max(0, drawn))
  }
  const odds = p / (1 - p)
  let chance = (1 - p) ** n
  let left = random()
  let drawn = 0
  while (left > chance && drawn < n) {
    left -= chance
    chance *= (odds * (n - drawn)) / (drawn + 1)
    drawn += 1
  }
  return drawn
}
