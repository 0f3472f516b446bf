import { aTarget, aTeller } from './told';

/** A process of its own that tells one target what is due: data folder, address. */
async function main([dataDir = '', url = '']: readonly string[]): Promise<void> {
  await aTeller(dataDir, aTarget(url), { now: Date.now, holder: 'killed' }).turn();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
