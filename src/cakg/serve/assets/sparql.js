// Makes an editor of the text area; without it the form works as it is.
(() => {
  "use strict";
  const area = document.getElementById("query");
  if (!area || !globalThis.Yasqe) return;
  const place = document.createElement("div");
  area.after(place);
  // The prefixes that the server knows need not be declared: the editor is told that they are.
  const known = Object.fromEntries(area.dataset.prefixes.split(" ").map((prefix) => [prefix, ""]));
  const editor = new globalThis.Yasqe(place, {
    value: "",
    autocompleters: [],
    persistenceId: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "22rem",
  });
  editor.getInputField().setAttribute("aria-label", document.querySelector("label[for=query]").textContent);
  const mode = editor.getMode(), begin = mode.startState;
  mode.startState = (...given) => {
    const state = begin(...given);
    Object.assign(state.prefixes, known);
    return state;
  };
  editor.setValue(area.value);
  editor.on("change", () => { area.value = editor.getValue(); });
  editor.setOption("extraKeys", Object.assign({}, editor.getOption("extraKeys"), {
    "Ctrl-Enter": () => area.form.requestSubmit(),
    "Cmd-Enter": () => area.form.requestSubmit(),
    Tab: false,
    "Shift-Tab": false,
  }));
  area.hidden = true;
})();
