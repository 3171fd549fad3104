// Opens what an address points into: a claim that lies within closed details, or on a page where its list goes on.
(() => {
  const sort = (id) => id.split("-", 1)[0];
  const further = (id) => {
    const here = document.querySelector('.turner [aria-current="page"]');
    const next = here && here.parentElement.nextElementSibling;
    if (here) return next ? next.querySelector("a").href : "";
    const shelves = [...document.querySelectorAll("section")].filter((one) => one.querySelector(":scope > .more a"));
    const alike = (one) => [...one.querySelectorAll("li[id]")].some((item) => sort(item.id) === sort(id));
    const shelf = shelves.find(alike) || shelves.find((one) => one.id === "facts");
    return shelf ? shelf.querySelector(":scope > .more a").href : "";
  };
  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id), address = id && !target ? further(id) : "";
    if (address) return location.replace(address.split("#", 1)[0] + location.hash);
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
