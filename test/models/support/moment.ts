/** Something that a test waits for and a server tells. */
export function createMoment() {
  let comes = () => {};
  const came = new Promise<void>((resolve) => {
    comes = resolve;
  });
  return { came, comes };
}
