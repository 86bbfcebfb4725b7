import type { ComponentChildren } from 'preact'
import { useHere } from '#core/pages'
import { Details } from '../content/notice.tsx'
import { Radios } from '../forms/choices.tsx'
import { Labelled } from '../forms/frame.tsx'
import { TextArea, TextField } from '../forms/inputs.tsx'
import { Icon } from '../icon.tsx'
import type { CheckProps } from '../islands/check/props.ts'
import { checkWords } from './words.ts'

/** A verifier of public records. In the file that is kept (`alone`) it brings everything along and knows no city. */
export interface CheckFrameProps {
  readonly alone?: boolean
  /** Names of the kinds of entries. */
  readonly kinds: Readonly<Record<string, string>>
}

/** A file that is chosen or pasted: choosing fills the field, so that everybody sees what is checked. */
function Pasted({ name, label, hint }: { name: string; label: string; hint: string }) {
  const { say } = useHere()
  return (
    <>
      <Labelled name={`${name}-file`} label={label} hint={hint}>
        <input
          class="govuk-file-upload"
          type="file"
          id={`f-${name}-file`}
          data-fills={`f-${name}`}
          aria-describedby={`f-${name}-file-hint`}
        />
      </Labelled>
      <TextArea name={name} label={say('design.check.paste', { what: label })} rows={4} />
    </>
  )
}

/** A part of the form that belongs to one answer of a choice. */
function Only(props: { of: string; children: ComponentChildren }) {
  return <div data-only={props.of}>{props.children}</div>
}

const options = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([value, text]) => ({ value, text }))

/** What is checked: this record, another, one act. */
function What({ alone }: { alone: boolean }) {
  const { say } = useHere()
  const own = alone ? {} : { own: say('design.check.what.own') }
  const texts = {
    ...own,
    other: say('design.check.what.other'),
    proof: say('design.check.what.proof'),
  }
  return (
    <>
      <Radios
        name="what"
        label={say('design.check.what')}
        value={alone ? 'other' : 'own'}
        large
        options={options(texts)}
      />
      <Only of="what=other">
        <TextField
          name="address"
          type="url"
          label={say('design.check.address')}
          hint={say('design.check.address.hint')}
        />
      </Only>
      <Only of="what=proof">
        <Pasted name="proof" label={say('design.check.proof')} hint={say('design.check.local')} />
      </Only>
    </>
  )
}

/** Whom to believe, and what was seen before. */
function Trust({ alone }: { alone: boolean }) {
  const { say } = useHere()
  const served = say(alone ? 'design.check.policy.theirs' : 'design.check.policy.served')
  return (
    <>
      <Radios
        name="whose"
        label={say('design.check.policy')}
        hint={say('design.check.policy.hint')}
        value="served"
        large
        options={options({ served, mine: say('design.check.policy.mine') })}
      />
      <Only of="whose=mine">
        <Pasted
          name="policy"
          label={say('design.check.policy.file')}
          hint={say('design.check.local')}
        />
      </Only>
      <Only of="what=own what=other">
        <Details summary={say('design.check.since')}>
          <Pasted
            name="since"
            label={say('design.check.since.file')}
            hint={say('design.check.since.hint')}
          />
        </Details>
      </Only>
    </>
  )
}

/** What happens while it checks. Both are there from the start, so that a screen reader listens (WCAG 4.1.3). */
function Progress() {
  const { say } = useHere()
  return (
    <>
      <div class="cr-check__progress" data-part="progress" hidden>
        <progress
          class="cr-check__bar"
          max={1}
          value={0}
          aria-label={say('design.check.working')}
        />
        <button type="button" class="cr-button cr-button--secondary" data-part="stop">
          {say('design.check.stop')}
        </button>
      </div>
      <p class="cr-check__status" role="status" data-part="status" />
    </>
  )
}

function Result() {
  const { say } = useHere()
  return (
    <section
      class="cr-check__result"
      data-part="result"
      tabindex={-1}
      aria-labelledby="check-verdict"
      hidden
    >
      <div class="cr-check__verdict">
        <span class="cr-check__sign cr-check__sign--good">
          <Icon name="check" />
        </span>
        <span class="cr-check__sign cr-check__sign--bad">
          <Icon name="alert" />
        </span>
        <h2 class="cr-check__title" id="check-verdict" data-part="verdict">
          {say('design.check.working')}
        </h2>
        <div class="cr-check__reasons" data-part="reasons" />
      </div>
      <div data-part="facts" />
      <div class="cr-buttons" data-part="ends" />
    </section>
  )
}

/** Checks a log or a proof in the browser of whoever looks; without JavaScript nothing of it is in sight. */
export function CheckFrame({ alone = false, kinds }: CheckFrameProps) {
  const { say, assets } = useHere()
  const served = alone ? {} : { record: '/record', worker: assets('check-worker.js') }
  const props: CheckProps = { words: checkWords(say), kinds, ...served }
  return (
    <div class="cr-check" data-island="check" data-props={JSON.stringify(props)} hidden>
      {!alone && <link rel="stylesheet" href={assets('check.css')} />}
      <form class="cr-check__form" data-part="form" novalidate>
        <What alone={alone} />
        <Trust alone={alone} />
        <button type="submit" class="cr-button cr-button--primary" data-part="start">
          {say('design.check.start')}
        </button>
      </form>
      <Progress />
      <Result />
      {!alone && <script type="module" src={assets('check.js')} />}
    </div>
  )
}
