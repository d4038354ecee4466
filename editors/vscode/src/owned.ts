// Which resources of a template belong to a place of the source.

export interface Place {
  line: number;
  character: number;
}

export interface Range {
  start: Place;
  end: Place;
}

/** What the server answers to `slsc/template`. */
export interface Answer {
  text: string;
  /** The lines of each resource, by its logical id. */
  ranges: Record<string, Range>;
  /** Where each resource comes from. */
  owners: Record<string, { uri: string; range: Range }>;
}

/** A declaration of the outline. */
export interface Symbol {
  range: Range;
  children: Symbol[];
}

function before(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}

function holds(range: Range, place: Place): boolean {
  return before(range.start, place) && before(place, range.end);
}

/** The logical ids that the innermost declaration round a place makes, in the order of the template. */
export function owned(answer: Answer, uri: string, symbols: readonly Symbol[], place: Place): string[] {
  const within = (range: Range) =>
    Object.keys(answer.ranges).filter((id) => {
      const owner = answer.owners[id];
      return owner !== undefined && same(owner.uri, uri) && holds(range, owner.range.start);
    });
  let found: string[] = [];
  let level: readonly Symbol[] = symbols;
  for (;;) {
    const inner = level.find((symbol) => holds(symbol.range, place));
    if (!inner) return found;
    const ids = within(inner.range);
    if (ids.length > 0) found = ids;
    level = inner.children;
  }
}

/** The server and the editor may escape a path in two ways. */
function same(a: string, b: string): boolean {
  return a === b || decodeURIComponent(a) === decodeURIComponent(b);
}
