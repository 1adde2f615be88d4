/** What is over the page, or beside it: where it goes, the focus returns to where it came from. */
const LAYER = "[role=dialog], [role=menu], .mantine-Notifications-root";
/** What the focus moves on in, where what had it is gone; beyond it goes to the page. */
const AROUND = `.section, .frame-head, .frame-nav, ${LAYER}`;
const REACHED = "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled";
/** What of a row is reached first: its name. */
const NAMES = "[data-names] a, [data-names] button";

/** Where the focus was. */
interface Place {
  readonly element: HTMLElement;
  /** What is around it, the innermost first, each with the place among its children. */
  readonly above: readonly { readonly parent: Element; readonly at: number }[];
  readonly layer: Element | null;
}

function placeOf(element: HTMLElement): Place {
  const above: Place["above"][number][] = [];
  for (let inner: Element = element; inner.parentElement; inner = inner.parentElement)
    above.push({ parent: inner.parentElement, at: [...inner.parentElement.children].indexOf(inner) });
  return { element, above, layer: element.closest(LAYER) };
}

const isThere = (element: Element): boolean => element.isConnected && element.checkVisibility({ visibilityProperty: true });

/** What can be reached in one of some elements. */
function reachedIn(elements: readonly Element[]): HTMLElement | undefined {
  for (const element of elements) {
    const found =
      element.querySelector<HTMLElement>(NAMES) ?? (element.matches(REACHED) ? (element as HTMLElement) : element.querySelector<HTMLElement>(REACHED));
    if (found && isThere(found)) return found;
  }
  return undefined;
}

/** What stands nearest to where something was: what came into its place, or what was before it. */
function nearest({ above }: Place): HTMLElement | undefined {
  for (const { parent, at } of above) {
    if (!parent.isConnected) continue;
    if (!parent.closest(AROUND)) return undefined;
    const children = [...parent.children];
    const found = reachedIn(children.slice(at)) ?? reachedIn(children.slice(0, at).reverse());
    if (found) return found;
  }
  return undefined;
}

/**
 * Keeps the focus where it can be told: where what has it goes away - a window closes, a row is deleted - it returns to what opened the window, or
 * moves to what stands nearest. A browser would begin anew at the top of the page. @returns ends it
 */
export function keepFocus(): () => void {
  let last: Place | null = null;
  let wasDisabled = false;
  const openers = new WeakMap<Element, Place>();
  const noteFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    const place = placeOf(target);
    // Once: a menu inside of a window gives the focus back to that, too.
    if (place.layer && last && last.layer !== place.layer && !openers.has(place.layer)) openers.set(place.layer, last);
    last = place;
    wasDisabled = false;
  };
  /** Whoever points elsewhere has left. */
  const notePointer = ({ target }: PointerEvent) => {
    if (target instanceof Node && !last?.element.contains(target)) last = null;
  };
  /** Whoever lets go of it, though it is there, has left, too. */
  const noteLeft = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget || !document.hasFocus()) return;
    queueMicrotask(() => {
      const left = last?.element;
      if (left && left === target && isThere(left) && !left.matches(":disabled") && document.activeElement === document.body) last = null;
    });
  };
  const back = (place: Place): HTMLElement | undefined => {
    if (isThere(place.element) && !place.element.matches(":disabled")) return place.element;
    const opener = place.layer && !isThere(place.layer) ? openers.get(place.layer) : undefined;
    return opener ? back(opener) : nearest(place);
  };
  const look = () => {
    const active = document.activeElement;
    if (!last || (active && active !== document.body && !active.matches(":disabled"))) return;
    const { isConnected } = last.element;
    if (isConnected && last.element.matches(":disabled")) wasDisabled = true;
    else if (!isConnected || wasDisabled) (back(last) ?? document.getElementById("main"))?.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  document.addEventListener("focusin", noteFocus);
  document.addEventListener("focusout", noteLeft);
  document.addEventListener("pointerdown", notePointer);
  return () => {
    observer.disconnect();
    document.removeEventListener("focusin", noteFocus);
    document.removeEventListener("focusout", noteLeft);
    document.removeEventListener("pointerdown", notePointer);
  };
}
