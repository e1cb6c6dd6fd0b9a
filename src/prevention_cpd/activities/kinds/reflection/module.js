// Reflection: a few sentences of the learner's own, kept on the device and listed in "My progress".
import { frame } from "./frame.js";
import { countWords, ownText } from "./owntext.js";

const build = (tools) => ownText(tools, {
  label: tools.data.prompt, hint: tools.strings.care, value: tools.answer().text, rows: 7,
  keep: (text) => tools.save({ text, done: text.trim() !== "" }),
  count: (n) => countWords(tools.strings, n),
}).element;

export default { render: (context) => frame(context, build) };
