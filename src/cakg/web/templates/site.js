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
    const text = request.status === 200 ? request.responseText : "";
    const [element, style] = text.match(/<style>([^]*?)<\/style>/) || ["", ""]; // which no policy lets stand in a page
    const page = new DOMParser().parseFromString(text.replace(element, ""), "text/html");
    return page.querySelector("main .notes") ? { page, style } : null;
  };
  addEventListener("beforeprint", () => {
    const brief = restore ? null : asked();
    if (!brief) return;
    const { page, style } = brief;
    const body = [...document.body.childNodes], title = document.title, sheets = [...document.styleSheets];
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    for (const one of sheets) one.disabled = true;
    document.adoptedStyleSheets = [sheet];
    document.title = page.title;
    document.body.replaceChildren(document.adoptNode(page.querySelector("main")));
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
