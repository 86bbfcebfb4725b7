/** The schema `decisions` of the city database. */
export const decisionsMigrations = {
  name: 'decisions',
  folder: new URL('./migrations/', import.meta.url),
}
