// Files of a message: a card with a download, and a look inside for pictures, text and Markdown.
import { h, icon, iconButton } from "./dom.js";
import { attempt } from "./toast.js";
import { markdown } from "./markdown.js";
import { fileSize } from "./time.js";

const previewBytesMax = 400_000;
const previewLinesMax = 400;
const cache = new Map();

export function fileCards(files) {
  return h("div", { class: "files" }, files.map(card));
}

const ending = (name) => (/\.([a-z0-9]{1,5})$/i.exec(name ?? "")?.[1] ?? "file").toLowerCase();

function card(file) {
  const kind = ending(file.name);
  const isImage = /^image\//.test(file.mimetype ?? "");
  const isText =
    /^text\/(?!html)|json|yaml|xml|csv/.test(file.mimetype ?? "") ||
    ["md", "txt", "log", "json", "csv", "yaml", "yml"].includes(kind);
  const node = h(
    "div",
    { class: "file", testid: `file-${file.name}` },
    h(
      "div",
      { class: "row" },
      h("span", { class: "kind", "aria-hidden": "true" }, kind.toUpperCase()),
      h(
        "span",
        { class: "what" },
        h("b", { title: file.name }, file.title || file.name),
        h("small", null, fileSize(file.size)),
      ),
      kind === "html"
        ? iconButton("open", `Look into ${file.name}`, () => lookInto(file), { testid: "file-open" })
        : null,
      h(
        "a",
        {
          class: "iconbutton",
          href: file.url,
          download: file.name,
          "aria-label": `Download ${file.name}`,
          title: "Download",
        },
        icon("download"),
      ),
    ),
  );
  if (isImage)
    node.append(h("div", { class: "preview" }, h("img", { src: file.url, alt: file.name, loading: "lazy" })));
  else if (isText && (file.size ?? 0) <= previewBytesMax) node.append(...preview(file, kind, node));
  return node;
}

/** The room of the preview is fixed before its text arrives, so that nothing jumps; a button opens it wide. */
function preview(file, kind, node) {
  const body = h("div", {
    class: "preview",
    tabindex: "0",
    role: "group",
    "aria-label": `Preview of ${file.name}`,
    testid: "file-preview",
  });
  const toggle = h(
    "button",
    {
      type: "button",
      class: "iconbutton",
      "aria-label": `Expand ${file.name}`,
      title: "Expand",
      "aria-expanded": "false",
      on: {
        click: () => {
          const wide = node.classList.toggle("open");
          toggle.setAttribute("aria-expanded", String(wide));
        },
      },
    },
    icon("chevron"),
  );
  node.querySelector(".row").append(toggle);
  body.style.minHeight = "60px";
  read(file.url)
    .then((text) => {
      const cut = text.split("\n").slice(0, previewLinesMax).join("\n");
      body.replaceChildren(
        kind === "md" || file.mimetype === "text/markdown" ? markdown(cut) : h("pre", { class: "plain" }, cut),
      );
      if (cut.length < text.length) body.append(h("p", null, "… download the file for the rest."));
      body.style.minHeight = "";
    })
    .catch(() => body.replaceChildren("The file could not be read."));
  return [body];
}

/** Shows an HTML file in a frame of its own that may run its scripts and reach nothing else of this page. */
async function lookInto(file) {
  const text = await attempt(() => read(file.url));
  if (text === undefined) return;
  const frame = h("iframe", { sandbox: "allow-scripts", title: file.name, srcdoc: text });
  const box = h(
    "dialog",
    { class: "modal reader", "aria-label": file.name, testid: "file-reader", on: { close: () => box.remove() } },
    h(
      "div",
      { class: "top" },
      h("h2", null, file.title || file.name),
      iconButton("close", "Close", () => box.close(), { testid: "file-reader-close" }),
    ),
    frame,
  );
  document.body.append(box);
  box.showModal();
}

function read(url) {
  if (!cache.has(url)) {
    cache.set(
      url,
      fetch(url).then((answer) => {
        if (!answer.ok) throw new Error(`The file answered ${answer.status}.`);
        return answer.text();
      }),
    );
  }
  return cache.get(url);
}
