import type { Facts } from '../model.ts'

/** Words by which data sets about the city's own services and technologies are known (item S76). */
const TOPICS: Readonly<Record<string, RegExp>> = {
  reports: /\b311\b|street reports?|service requests?|incidenc|meldungen|meldingen|signalements/i,
  sensors: /sensor|capteur|iot\b|internet of things|air quality|calidad del aire/i,
  algorithms: /algorit|algoritm|automated decision/i,
  performance: /performance|kpi\b|rendimiento|service levels?|indicator|indicador/i,
}

/** Which of the topics these words speak of. */
export function topicFacts(words: readonly string[]): Facts {
  const all = words.slice(0, 50_000)
  return Object.fromEntries(
    Object.entries(TOPICS).map(([topic, sign]) => [topic, all.some((word) => sign.test(word))]),
  )
}
