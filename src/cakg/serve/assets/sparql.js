// Makes an editor of the text area; without it the form works as it is.
(() => {
  "use strict";
  const area = document.getElementById("query");
  if (!area || !globalThis.Yasqe) return;
  const place = document.createElement("div");
  area.after(place);
  const editor = new globalThis.Yasqe(place, {
    value: area.value,
    autocompleters: [],
    persistenceId: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "22rem",
  });
  editor.getInputField().setAttribute("aria-label", document.querySelector("label[for=query]").textContent);
  editor.on("change", () => { area.value = editor.getValue(); });
  editor.setOption("extraKeys", Object.assign({}, editor.getOption("extraKeys"), {
    "Ctrl-Enter": () => area.form.requestSubmit(),
    "Cmd-Enter": () => area.form.requestSubmit(),
    Tab: false,
    "Shift-Tab": false,
  }));
  area.hidden = true;
})();
