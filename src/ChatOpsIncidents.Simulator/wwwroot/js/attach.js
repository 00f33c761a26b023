// The ways in which a file comes to the composer: chosen, pasted, dropped.

/** Listens at the composer and hands over the files. */
export function takeFiles({ root, area, input, upload }) {
  area.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    upload(event.clipboardData.files);
  });
  input.addEventListener("change", async () => {
    await upload([...input.files]);
    input.value = "";
  });
  root.addEventListener("dragover", (event) => {
    event.preventDefault();
    root.classList.add("drag");
  });
  root.addEventListener("dragleave", () => root.classList.remove("drag"));
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    root.classList.remove("drag");
    upload([...event.dataTransfer.files]);
  });
}
