// The quiz in a notebook or in Voilà: a kernel is its host.
import { kernelHost } from "./kernel-host.js";
import { openQuiz } from "./quiz.js";

export default { render: ({ model, el }) => openQuiz(el, kernelHost(model)) };
