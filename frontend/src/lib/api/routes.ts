import type { paths } from './schema'

/*
 * What the schema says of a request, by its method and address. An address is written as it is sent, under the API's
 * base: `products/`, `products/${id}/`.
 */

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** The addresses that take a method. */
export type Address<M extends Method> = {
  [Path in keyof paths]: M extends Taken<paths[Path]> ? Filled<Path> : never
}[keyof paths]

/** What the address may be asked for. Numbers may be given as text, and null leaves a parameter out. */
export type ParamsOf<M extends Method, Path extends Address<M>> =
  Operation<M, Path> extends { parameters: { query?: infer Query } } ? Loose<NonNullable<Query>> : never

/** What is sent: as JSON, or as a form with a file. */
export type BodyOf<M extends Method, Path extends Address<M>> =
  | FormData
  | (Operation<M, Path> extends { requestBody?: infer Body }
      ? NonNullable<Body> extends { content: { 'application/json': infer Json } }
        ? Json
        : Record<string, never>
      : never)

/** A complete answer. The schema also marks as optional what may be left out of a request. */
export type AnswerOf<M extends Method, Path extends Address<M>> =
  Operation<M, Path> extends { responses: infer Responses }
    ? { [Status in keyof Responses & Good]: Complete<JsonOf<Responses[Status]>> }[keyof Responses & Good]
    : never

export type Complete<Value> = Value extends readonly (infer Item)[]
  ? Complete<Item>[]
  : Value extends object
    ? { -readonly [Field in keyof Value]-?: Value[Field] }
    : Value

type Good = 200 | 201 | 202 | 204

type JsonOf<Answer> = Answer extends { content: { 'application/json': infer Json } } ? Json : undefined

type Loose<Query> = {
  [Name in keyof Query]?: (Query[Name] extends number | undefined ? number | string : Query[Name]) | null
}

type Taken<Route> = { [M in keyof Route]: Route[M] extends { responses: unknown } ? M : never }[keyof Route]

type Filled<Path extends string> = Path extends `/api/${infer Rest}`
  ? Filled<Rest>
  : Path extends `${infer Head}{${string}}${infer Tail}`
    ? `${Head}${string}${Filled<Tail>}`
    : Path

type Operation<M extends Method, Path extends string> =
  Lookup<Routes, Pattern<`/api/${Path}`>> extends infer Route
    ? M extends keyof Route
      ? Route[M]
      : never
    : never

type Lookup<Table, Key> = Key extends keyof Table ? Table[Key] : never

type Routes = { [Path in keyof paths as Pattern<Path>]: paths[Path] }

/** An address with `{}` in place of what differs from one row to the next. */
type Pattern<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? `${Blank<Head>}/${Pattern<Tail>}`
  : Blank<Path>

type Blank<Segment extends string> = Segment extends `{${string}}`
  ? '{}'
  : Segment extends `${number}`
    ? '{}'
    : // Of a text that is not known word for word a record may be empty.
      // biome-ignore lint/complexity/noBannedTypes: the empty object is what is meant.
      {} extends Record<Segment, 1>
      ? '{}'
      : Segment
