// Counting people, in whole people whose parts add up: the same operations in the same order as counting.py.

/** Round to whole people, a half upwards; 0.95 * 30 arrives a hair below its half, which counts too. */
export function whole(number) {
  return Math.floor(number + 0.5 + 1e-9);
}

/** The four groups among `population` people, with their sums; `ppv` and `npv` are null where nobody is counted. */
export function screen(population, baseRate, sensitivity, specificity) {
  const sought = whole(population * baseRate);
  const others = population - sought;
  const right = whole(sought * sensitivity);
  const alone = whole(others * specificity);
  const counts = { right_flags: right, wrong_flags: others - alone, missed: sought - right, left_alone: alone };
  const flagged = counts.right_flags + counts.wrong_flags;
  const notFlagged = counts.missed + counts.left_alone;
  return {
    ...counts, sought, others, flagged, not_flagged: notFlagged,
    ppv: flagged ? counts.right_flags / flagged : null,
    npv: notFlagged ? counts.left_alone / notFlagged : null,
  };
}

/** The share in whole percent, or null of nothing. */
export function percent(part, total) {
  return total ? whole((part / total) * 100) : null;
}

/** For each score how many people have it, and how many of them were counted. */
export function byScore(rates, population) {
  let share = 0;
  let before = 0;
  return rates.map((rate) => {
    share += rate.share;
    const until = whole(population * share);
    const people = until - before;
    before = until;
    return { score: rate.score, people, counted: whole(people * rate.rate) };
  });
}

/** The cases from the highest score down, equal scores in the order of the list. */
export function queueOf(cases) {
  return [...cases].sort((one, other) => other.score - one.score);
}

/** What comes of visiting the first `capacity` cases of the queue. */
export function visit(cases, capacity) {
  const queue = queueOf(cases);
  const visited = queue.slice(0, capacity);
  const waiting = queue.slice(capacity);
  const sum = (list) => list.reduce((total, each) => total + each.outcome, 0);
  const found = sum(visited);
  return { visited: visited.length, found, empty: visited.length - found, waiting: waiting.length, missed: sum(waiting) };
}
