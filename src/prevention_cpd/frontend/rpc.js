// Asking the kernel for something that takes a while, and waiting for its reply.

const SOON = 6000; // milliseconds until a kernel that has not even begun counts as gone
const LONG = 120000; // milliseconds until it has given up for certain

/** `ask(act, more)` gives a promise of the reply; `hear(message)` is to be called with each message of the kernel. */
export function rpc(model, view, strings) {
  const waiting = new Map();
  let number = 0;

  function ask(act, more = {}) {
    number += 1;
    const key = `${act} ${number}`;
    return new Promise((resolve) => {
      let timer = 0;
      const answer = (reply) => {
        clearTimeout(timer);
        if (reply.begun) {
          // What has begun may have been done: from here on a silence tells nothing.
          timer = setTimeout(() => answer({ done: false, unknown: true, reason: strings[`unknown_${act}`] }), LONG);
          return;
        }
        waiting.delete(key);
        resolve(reply);
      };
      const gone = () => answer({ done: false, reason: strings.silent });
      timer = setTimeout(gone, SOON);
      waiting.set(key, answer);
      try {
        model.send({ ...more, view, number, act });
      } catch {
        gone();
      }
    });
  }

  function hear(message) {
    if (message.view === view && message.act) waiting.get(`${message.act} ${message.number}`)?.(message);
  }

  return { ask, hear };
}
