// Says of parts of the page what they are, to those who do not see them: Streamlit gives its rows of links no role and
// the button of a field for files no name. The words stand in <meta name="page-names">, in the language of the page.
const names = JSON.parse(document.querySelector('meta[name="page-names"]')?.content ?? "{}");

function put(element, attribute, value) {
  if (value && element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}

function tell() {
  for (const row of ["lc-menu", "lc-submenu"]) {
    for (const element of document.querySelectorAll(`.st-key-${row}`)) {
      put(element, "role", "navigation");
      put(element, "aria-label", names[row]);
    }
  }
  for (const element of document.querySelectorAll(".st-key-lc-menu a, .st-key-lc-submenu a")) {
    if (element.closest('[class*="-here"]')) put(element, "aria-current", "page");
    else element.removeAttribute("aria-current");
  }
  for (const zone of document.querySelectorAll('[data-testid="stFileUploaderDropzone"]')) {
    put(zone, "role", "group");
    for (const button of zone.querySelectorAll("button")) put(button, "aria-label", zone.getAttribute("aria-label"));
  }
}

let asked = false;
new MutationObserver(() => {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    tell();
  });
}).observe(document, { childList: true, subtree: true });
