// Asking the kernel for something that takes a while, and waiting for its reply.

const LONG = 120000; // milliseconds; the kernel gives up earlier and says so

/** `ask(act)` gives a promise of the reply; `hear(message)` is to be called with each message of the kernel. */
export function asking(model, view, silent) {
  const waiting = new Map();
  let number = 0;

  function ask(act) {
    number += 1;
    const key = `${act} ${number}`;
    return new Promise((resolve) => {
      const answer = (reply) => {
        clearTimeout(timer);
        waiting.delete(key);
        resolve(reply);
      };
      const timer = setTimeout(() => answer({ done: false, reason: silent }), LONG);
      waiting.set(key, answer);
      try {
        model.send({ view, number, act });
      } catch {
        answer({ done: false, reason: silent });
      }
    });
  }

  function hear(message) {
    if (message.view === view && message.act) waiting.get(`${message.act} ${message.number}`)?.(message);
  }

  return { ask, hear };
}
