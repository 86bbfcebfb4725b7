/** The schema `jobs` of the city database. */
export const jobsMigrations = { name: 'jobs', folder: new URL('./migrations/', import.meta.url) }
