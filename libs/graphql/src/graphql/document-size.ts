import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/** How much a document asks for, at most. */
export interface DocumentSize {
  /** Levels of fields. */
  depth: number;
  /** Those of fragments counted wherever they are spread. */
  fields: number;
  aliases: number;
}

const NOTHING: DocumentSize = { depth: 0, fields: 0, aliases: 0 };

/**
 * The size of all operations of a document together. Each fragment is looked at once, however often it is spread. The document need
 * not be valid: a fragment that spreads itself counts as nothing there, which the validation then refuses.
 */
export function documentSize({ definitions }: DocumentNode): DocumentSize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const known = new Map<string, DocumentSize>();

  const ofFragment = (name: string): DocumentSize => {
    const found = known.get(name);
    if (found) return found;
    known.set(name, NOTHING);
    const size = ofSelections(fragments.get(name)?.selectionSet);
    known.set(name, size);
    return size;
  };
  const ofSelections = (set: SelectionSetNode | undefined): DocumentSize => {
    let size = NOTHING;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) size = both(size, ofFragment(selection.name.value));
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        size = both(size, ofSelections(selection.selectionSet));
      else {
        const { depth, fields, aliases } = ofSelections(selection.selectionSet);
        const own = { depth: depth + 1, fields: fields + 1, aliases: aliases + (selection.alias ? 1 : 0) };
        size = both(size, own);
      }
    }
    return size;
  };

  let size = NOTHING;
  for (const each of definitions)
    if (each.kind === Kind.OPERATION_DEFINITION) size = both(size, ofSelections(each.selectionSet));
  return size;
}

function both(a: DocumentSize, b: DocumentSize): DocumentSize {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: a.fields + b.fields,
    aliases: a.aliases + b.aliases,
  };
}
