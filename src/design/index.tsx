/** What every page is made of: components that take plain props and know the page they stand on. */
export { Icon, type IconName } from './icon.tsx'
export { type Crumb, Layout, type LayoutProps } from './layout/layout.tsx'
export { ProblemPage, type ProblemPageProps } from './layout/problem-page.tsx'
export {
  Button,
  type ButtonKind,
  ButtonLink,
  type ButtonProps,
  ButtonRow,
} from './content/button.tsx'
export { Code, Columns, Heading, Lead, Prose, Section, Words } from './content/prose.tsx'
export { MarkedWords, type MarkedPart } from './content/marked.tsx'
export { Proven, type ProvenProps } from './content/proven.tsx'
export { Details, Empty, Keepsake, Notice, Tag, type Tone } from './content/notice.tsx'
export { Personal, Stat, type StatProps, Stats, When } from './content/values.tsx'
export { Steps, Tabs, type TabsProps } from './content/steps.tsx'
export { Table, type TableProps } from './lists/table.tsx'
export { Summary, type SummaryRow } from './lists/summary.tsx'
export { Card, CardList, type CardProps } from './lists/cards.tsx'
export { type Moment, Timeline } from './lists/timeline.tsx'
export { Pager } from './lists/pager.tsx'
export { type Photo, PhotoStrip } from './lists/photos.tsx'
export { type Column, ColumnChart } from './lists/column-chart.tsx'
export { type Bar, BarChart } from './lists/bar-chart.tsx'
export { MapFrame, type MapFeatures, type MapFrameProps, type Picker } from './places/map-frame.tsx'
export { PasskeyFrame, type PasskeyFrameProps } from './passkey/passkey-frame.tsx'
export {
  OfflineFrame,
  type OfflineFrameProps,
  OfflineReady,
  OnlyFor,
} from './offline/offline-frame.tsx'
export { QrCode } from './qr/qr-code.tsx'
export { CheckFrame, type CheckFrameProps } from './check/check-frame.tsx'
export { Does, Form, type FormProps } from './forms/form.tsx'
export { Field, type FieldProps } from './forms/field.tsx'
export { Filters } from './forms/filters.tsx'
export { DateField, TextArea, TextField, type TextProps } from './forms/inputs.tsx'
export { Checkbox, Checkboxes, Radios, Select } from './forms/choices.tsx'
export { FileField } from './forms/file-field.tsx'
export type { Option } from './forms/frame.tsx'
export type { Control } from './forms/shape.ts'
export { PhotoGrid, type PhotoGridProps } from './forms/photo-grid.tsx'
export { ProblemSummary } from './forms/problem-summary.tsx'
export { designTexts } from './texts.ts'
