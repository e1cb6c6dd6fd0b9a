// How far a learner is by the rule of the course: complete or not, passed or failed, the score of practice.
const CLOSE = 1e-9;

/** `before`: { completed, passed } as the platform had it; what was reached stays. */
export function standing(plan, records, before) {
  const { complete: wanted, score, pass } = plan.rule;
  let [needed, reached, complete] = [0, 0, true];
  for (const [kind, share] of Object.entries(wanted)) {
    const parts = plan.parts.filter((part) => part.kind === kind);
    const done = parts.filter((part) => records[part.key]?.done).length;
    const need = share * parts.length;
    needed += need;
    reached += Math.min(done, need);
    complete &&= done + CLOSE >= need;
  }
  const scored = plan.parts.filter((part) => part.question && part.question.kind !== "text");
  const total = scored.reduce((sum, part) => sum + part.question.points, 0);
  const points = scored.reduce((sum, part) => sum + (records[part.key]?.points ?? 0), 0);
  const practice = total ? points / total : 0;
  const open = scored.some((part) => records[part.key]?.points === undefined);
  complete ||= before.completed;
  let success = null;
  if (pass !== null && total) {
    if (before.passed || (complete && practice + CLOSE >= pass)) success = "passed";
    else if (complete && !open) success = "failed";
  }
  return {
    // Not passed yet, and something is left to try: the platform must not call it finished.
    complete: complete && (pass === null || !total || success !== null || before.completed),
    success,
    score: score === "practice" && total ? practice : null,
    progress: complete ? 1 : needed ? reached / needed : 1,
  };
}
