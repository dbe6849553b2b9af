/**
 * Acts once what is being drawn now has been painted, which in a hidden tab is when it is shown.
 * Gives back how to call it off.
 */
export function afterPaint(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const frame = requestAnimationFrame(() => {
    // A task that is put off within a frame runs after that frame was painted.
    timer = setTimeout(act);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
