// Whether a text is worth asking the server about: every text that is pasted comes by here.

/** Some lines of a template have a resource's type, or a section's name, for a key. */
export function isLikely(text: string): boolean {
  return /^[\s,{]*"?(Resources|Parameters|Outputs|Conditions|Mappings|Type)"?\s*:/m.test(text) || /"Type"\s*:/.test(text);
}
