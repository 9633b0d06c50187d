// What the tests add to a page from outside: ears for what goes wrong, and a clock that stands still.
// Called with { now }: milliseconds since 1970, or null for the real time.
const asked = arguments[0];

if (!window.__ears) {
  const ears = { violations: [], errors: [] };
  Object.defineProperty(window, "__ears", { value: ears });
  const heard = (v) => ears.violations.push(`${v.effectiveDirective} ${v.blockedURI ?? v.blockedURL} ${v.sourceFile ?? ""}:${v.lineNumber ?? ""}`);
  document.addEventListener("securitypolicyviolation", heard);
  addEventListener("error", (event) => ears.errors.push(`error: ${event.message ?? event.target?.src}`));
  addEventListener("unhandledrejection", (event) => ears.errors.push(`rejected: ${event.reason}`));
  // When the page first stood there, for benchmarks: the frame after its first heading is painted.
  const look = new MutationObserver(() => {
    if (!document.querySelector("main h1")) return;
    look.disconnect();
    requestAnimationFrame(() => setTimeout(() => (ears.painted = performance.now())));
  });
  look.observe(document, { childList: true, subtree: true });
  const say = console.error;
  console.error = (...words) => {
    ears.errors.push(words.join(" "));
    say.apply(console, words);
  };
}

if (asked.now !== null) {
  const Real = window.Date.__real ?? window.Date;
  const Still = function Date(...parts) {
    return new.target ? Reflect.construct(Real, parts.length ? parts : [asked.now], new.target) : new Real(asked.now).toString();
  };
  Object.setPrototypeOf(Still, Real);
  Object.defineProperty(Still, "__real", { value: Real });
  Still.prototype = Real.prototype;
  Still.now = () => asked.now;
  window.Date = Still;
}
