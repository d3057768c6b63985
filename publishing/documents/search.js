// The search box of the metrics page: hides what lacks a word that is asked for. Without scripts the box is not shown and everything is.
(() => {
  const box = document.querySelector(".search"), input = box.querySelector("input"), output = box.querySelector("output");
  const metrics = [...document.querySelectorAll("article.metric")].map((card) => [card, card.textContent.toLowerCase()]);
  const show = () => {
    const asked = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const [card, text] of metrics) {
      card.hidden = !asked.every((word) => text.includes(word));
      found += !card.hidden;
      document.querySelector(`nav a[href="#${card.id}"]`).parentElement.hidden = card.hidden;
    }
    for (const topic of document.querySelectorAll("main > section")) topic.hidden = !topic.querySelector("article:not([hidden])");
    const said = found ? output.dataset.found : output.dataset.none;
    output.textContent = asked.length ? said.replace("{n}", found).replace("{all}", metrics.length) : "";
  };
  box.hidden = false;
  input.addEventListener("input", show);
})();
