// The few parts that are better with script. Every page works without it.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from "./govuk-frontend.min.js";

const parts = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
];

/** Wake the parts inside one piece of the page. */
const wake = (scope) => {
  for (const part of parts) {
    createAll(part, {}, scope);
  }
};

// Style rules and parts ask for these two classes; set here because inline script is refused.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
wake(document);

// htmx brings new pieces of a page: wake those alone.
document.addEventListener("htmx:load", (event) => {
  if (event.target instanceof Element && event.target !== document.body) {
    wake(event.target);
  }
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
