/** Checks a value against a schema of the document. What an answer has beyond its schema is a fault here. */
type Json = Readonly<Record<string, unknown>>;

const KNOWN = new Set(
  '$ref type properties required items anyOf enum const description default pattern format propertyNames additionalProperties minLength maxLength minItems maxItems minimum maximum exclusiveMinimum exclusiveMaximum'.split(
    ' ',
  ),
);

/** What does not fit, in words; nothing where all does. */
export function schemaFaults(value: unknown, schema: Json, document: Json, at = '$'): string[] {
  const strange = Object.keys(schema).filter((key) => !KNOWN.has(key));
  if (strange.length > 0) return [`${at}: the check does not know ${strange.join(', ')}`];
  if (typeof schema['$ref'] === 'string')
    return schemaFaults(value, resolve(schema['$ref'], document), document, at);
  if (Array.isArray(schema['anyOf'])) {
    const tried = (schema['anyOf'] as Json[]).map((one) => schemaFaults(value, one, document, at));
    return tried.some((faults) => faults.length === 0) ? [] : [`${at}: fits none of anyOf`, ...tried.flat()];
  }
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) return [`${at}: not in the enum`];
  if ('const' in schema && schema['const'] !== value) return [`${at}: not ${String(schema['const'])}`];
  return typeFaults(value, schema, document, at);
}

export function resolve(ref: string, document: Json): Json {
  const found = ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((place, name) => (place as Json | undefined)?.[name], document);
  if (typeof found !== 'object' || found === null) throw new Error(`${ref} leads nowhere`);
  return found as Json;
}

function typeFaults(value: unknown, schema: Json, document: Json, at: string): string[] {
  switch (schema['type']) {
    case 'object':
      return objectFaults(value, schema, document, at);
    case 'array':
      if (!Array.isArray(value)) return [`${at}: no array`];
      return value.flatMap((one, index) =>
        schemaFaults(one, schema['items'] as Json, document, `${at}[${index}]`),
      );
    case 'integer':
      return Number.isInteger(value) ? [] : [`${at}: no integer`];
    case 'null':
      return value === null ? [] : [`${at}: not null`];
    case undefined:
      return [];
    default:
      return typeof value === schema['type'] ? [] : [`${at}: no ${String(schema['type'])}`];
  }
}

function objectFaults(value: unknown, schema: Json, document: Json, at: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: no object`];
  const properties = (schema['properties'] ?? {}) as Record<string, Json>;
  const required = (schema['required'] ?? []) as string[];
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name}: missing`);
  const rest = schema['additionalProperties'];
  const faults = Object.entries(value).flatMap(([name, one]) => {
    const known = properties[name] ?? (typeof rest === 'object' ? (rest as Json) : undefined);
    if (known) return schemaFaults(one, known, document, `${at}.${name}`);
    return [`${at}.${name}: not in the schema`];
  });
  return [...missing, ...faults];
}
