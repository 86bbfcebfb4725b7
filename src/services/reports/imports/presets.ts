/** The sources this city knows: New Orleans, New York City, and other cities of our own kind. */
import { states } from '../model.ts'
import type { Preset } from './preset.ts'

/** The open data of New Orleans' 311 calls (columns of its export until 2017). */
const newOrleans: Preset = {
  name: 'new-orleans',
  zone: 'America/Chicago',
  language: 'en',
  bounds: [-90.4, 29.6, -89.4, 30.4],
  columns: {
    externalId: ['ticket_id'],
    opened: ['ticket_created_date_time'],
    closed: ['ticket_closed_date_time'],
    changed: [],
    due: [],
    state: ['ticket_status'],
    category: ['issue_type'],
    lon: ['longitude'],
    lat: ['latitude'],
    district: [],
  },
  address: ['street_address', 'city'],
  text: ['issue_type', 'issue_description'],
  leftOut: ['council_district', 'neighborhood_district', 'state', 'zip_code', 'location'],
  states: { open: 'received', closed: 'resolved' },
  categories: {
    'street light': 'lamp-out',
    'pothole/roadway surface repair': 'pothole',
    'curb repair': 'pavement',
    'illegal dumping reporting': 'dumped-waste',
    'large item trash/garbage pickup': 'dumped-waste',
    'tree service': 'tree',
    'catch basin maintenance': 'blocked-drain',
    'street flooding/drainage': 'blocked-drain',
    'manhole cover maintenance': 'blocked-drain',
    'traffic sign': 'traffic-sign',
    'traffic signal': 'traffic-light',
    'abandoned vehicle reporting/removal': 'abandoned-vehicle',
  },
}

/** The 311 service requests of New York City (its open data since 2010; new column names since 2025). */
const nyc: Preset = {
  name: 'nyc',
  zone: 'America/New_York',
  language: 'en',
  bounds: [-74.5, 40.3, -73.4, 41.2],
  columns: {
    externalId: ['Unique Key'],
    opened: ['Created Date'],
    closed: ['Closed Date'],
    changed: ['Resolution Action Updated Date'],
    due: ['Due Date'],
    state: ['Status'],
    category: ['Complaint Type', 'Problem (formerly Complaint Type)'],
    lon: ['Longitude'],
    lat: ['Latitude'],
    district: [],
  },
  address: ['Incident Address', 'Borough'],
  text: [
    'Complaint Type',
    'Problem (formerly Complaint Type)',
    'Descriptor',
    'Problem Detail (formerly Descriptor)',
  ],
  leftOut: [
    'Agency, Agency Name, Additional Details, Location Type, Incident Zip, City',
    'Street Name, Cross Street 1, Cross Street 2, Intersection Street 1',
    'Intersection Street 2, Address Type, Landmark, Facility Type, Location',
    'Resolution Description, Community Board, Council District, Police Precinct, BBL',
    'X Coordinate (State Plane), Y Coordinate (State Plane), Open Data Channel Type',
    'X Coordinate State Plane, Y Coordinate State Plane, Park Facility Name',
    'Park Borough, Vehicle Type, Taxi Company Borough, Taxi Pick Up Location',
    'Bridge Highway Name, Bridge Highway Direction, Road Ramp, Bridge Highway Segment',
  ].flatMap((names) => names.split(', ')),
  states: {
    open: 'received',
    unspecified: 'received',
    draft: 'received',
    'email sent': 'received',
    pending: 'triage',
    unassigned: 'triage',
    assigned: 'assigned',
    'in progress': 'in_progress',
    started: 'in_progress',
    closed: 'resolved',
    'closed - testing': 'resolved',
    cancel: 'withdrawn',
    cancelled: 'withdrawn',
  },
  categories: {
    'street light condition': 'lamp-out',
    'street condition': 'pothole',
    'sidewalk condition': 'pavement',
    'curb condition': 'pavement',
    'street sign - missing': 'traffic-sign',
    'street sign - damaged': 'traffic-sign',
    'traffic signal condition': 'traffic-light',
    'illegal dumping': 'dumped-waste',
    'dirty condition': 'dirty-street',
    'dirty conditions': 'dirty-street',
    graffiti: 'graffiti',
    'dead animal': 'dead-animal',
    'damaged tree': 'tree',
    'dead/dying tree': 'tree',
    'overgrown tree/branches': 'tree',
    'water leak': 'water-leak',
    sewer: 'blocked-drain',
    'drinking water': 'fountain',
    'bus stop shelter complaint': 'bus-stop',
    'illegal parking': 'parked-vehicle',
    'blocked driveway': 'parked-vehicle',
    'abandoned vehicle': 'abandoned-vehicle',
    'derelict vehicles': 'abandoned-vehicle',
    'abandoned bike': 'abandoned-vehicle',
    'noise - residential': 'noise',
    'noise - street/sidewalk': 'noise',
    'noise - commercial': 'noise',
    'noise - park': 'noise',
    noise: 'noise',
  },
}

/** A duplicate is closed here: which report it repeats is known only where it comes from. */
const elsewhere = {
  duplicate: 'resolved',
  waiting_reporter: 'received',
  reopen_requested: 'reopened',
} as const
const published = states.filter((state) => state !== 'hidden' && state !== 'unconfirmed')

/** The table of reports that every city of this kind offers at `/reports.csv`. */
const cityright: Preset = {
  name: 'cityright',
  columns: {
    externalId: ['number'],
    opened: ['opened_at'],
    closed: ['closed_at'],
    changed: ['changed_at'],
    due: ['due_on'],
    state: ['state'],
    category: ['category'],
    lon: ['lon'],
    lat: ['lat'],
    district: ['district'],
  },
  address: ['address'],
  text: ['text'],
  leftOut: ['category_name', 'class', 'district_name', 'me_toos', 'photos'],
  states: {
    ...Object.fromEntries(published.map((state) => [state, state])),
    ...elsewhere,
  },
  categories: {},
  ownCategories: true,
}

/** Every preset, the one that is meant when none is named first. */
export const presets: readonly Preset[] = [cityright, newOrleans, nyc]
