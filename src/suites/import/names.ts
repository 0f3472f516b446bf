/** A tool's name as providers allow it: `math.factorial` is `math_factorial`. */
export function toolNameOf(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, 64);
}

/** An item's id: small letters, digits and hyphens. */
export function itemIdOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 64);
}
