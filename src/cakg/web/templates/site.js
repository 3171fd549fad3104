// Opens what an address points into: a claim that lies within closed details.
(() => {
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
})();
// Where a server is, the page of a thing is printed as its brief: two pages with the quotes as notes. The event leaves
// no time to wait, so that this asks at once; where there is no server, the page is printed as it is.
(() => {
  const form = document.querySelector("#brief form");
  if (!form || !location.protocol.startsWith("http")) return;
  let restore = null;
  const asked = () => {
    const request = new XMLHttpRequest();
    try {
      request.open("GET", form.action + location.search, false);
      request.send();
    } catch {
      return null;
    }
    const page = request.status === 200 && new DOMParser().parseFromString(request.responseText, "text/html");
    return page && page.querySelector("main .notes") ? page : null;
  };
  addEventListener("beforeprint", () => {
    const brief = restore ? null : asked();
    if (!brief) return;
    const body = [...document.body.childNodes], title = document.title, sheets = [...document.styleSheets];
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(brief.querySelector("style").textContent);
    for (const one of sheets) one.disabled = true;
    document.adoptedStyleSheets = [sheet];
    document.title = brief.title;
    document.body.replaceChildren(document.adoptNode(brief.querySelector("main")));
    restore = () => {
      document.body.replaceChildren(...body);
      document.title = title;
      document.adoptedStyleSheets = [];
      for (const one of sheets) one.disabled = false;
    };
  });
  addEventListener("afterprint", () => {
    if (restore) restore();
    restore = null;
  });
})();
