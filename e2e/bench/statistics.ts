/** Repeated measurements and their statistics. */

/** The value below which a share of the values is, interpolated between neighbours. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (low === undefined || high === undefined) throw new Error("Nothing was measured.");
  return low + (high - low) * (at - Math.floor(at));
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/**
 * The exponent by which a value grows with a size: 1 is in proportion, 0 not at all. It is the slope
 * of the straight line nearest to their logarithms.
 */
export function exponent(points: readonly (readonly [size: number, value: number])[]): number {
  const logs = points.map(([size, value]) => [Math.log(size), Math.log(value)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

export type Pairs = { readonly subject: readonly number[]; readonly reference: readonly number[] };

/** Where the machine is slow or busy, fewer pairs have to do. */
const ENOUGH_MS = 15 * 60_000;

/**
 * Measures a subject and its reference in turn, each first every other time: whatever else the
 * machine does while they run then weighs on both. No pair is started after a quarter of an hour.
 */
export async function alternate(
  times: number,
  subject: (index: number) => Promise<number>,
  reference: (index: number) => Promise<number>,
): Promise<Pairs> {
  const measured = { subject: [] as number[], reference: [] as number[] };
  const startedAt = performance.now();
  for (let index = 0; index < times; index += 1) {
    if (index > 0 && performance.now() - startedAt > ENOUGH_MS) break;
    const ofSubject = async () => void measured.subject.push(await subject(index));
    const ofReference = async () => void measured.reference.push(await reference(index));
    for (const measure of index % 2 === 0 ? [ofReference, ofSubject] : [ofSubject, ofReference])
      await measure();
  }
  return measured;
}

/** The spread of the pairs, for a row's note. */
export function spread({ subject, reference }: Pairs): string {
  const ratios = subject.map((value, index) => value / (reference[index] ?? Number.NaN));
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `${ratios.length} pairs, ${least.toFixed(2)} to ${most.toFixed(2)}`;
}
