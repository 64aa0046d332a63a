// The server's time, as far as its answers tell: a browser's clock may be minutes off.
const NEGLIGIBLE = 1500;
let offset = 0;

export const now = () => Date.now() + offset;

/** Learns from an answer's Date header, which has whole seconds only. */
export function learn(dateHeader) {
  const told = Date.parse(dateHeader ?? '');
  if (!Number.isNaN(told)) {
    const difference = told + 500 - Date.now();
    offset = Math.abs(difference) < NEGLIGIBLE ? 0 : difference;
  }
}
