/** The way back, for whoever may put rules in force. */
import type { Tx } from '#core/database'
import { boundParts } from '#core/decisions'
import { useHere } from '#core/pages'
import { Details, Form, Prose } from '#design'
import { route, sort } from '#services/reports'
import { goBack } from '../actions/back.ts'

/** Places in which something is in force that could be taken back. */
export async function inForce(tx: Tx): Promise<string[]> {
  const bound = [...(await boundParts(tx, route.name)), ...(await boundParts(tx, sort.name))]
  return bound.map(({ place }) => place)
}

/** One form for each place; the reason is published. */
export function Back({ places }: { places: readonly string[] }) {
  const { say } = useHere()
  return (
    <>
      {places.map((place) => (
        <Details key={place} summary={say(`routing.back.${place}`)}>
          <Prose>
            <p>{say('routing.back.text')}</p>
            <p>
              <a href={`/algorithms/${place === 'rules' ? route.name : sort.name}/affected`}>
                {say('routing.back.affected')}
              </a>
            </p>
          </Prose>
          <Form action={goBack} with={{ place }} fields={['reason']} />
        </Details>
      ))}
    </>
  )
}
