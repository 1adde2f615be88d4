import "./installation.css";
import { Moment } from "../parts/moment.tsx";
import { useTexts } from "../texts/language.tsx";
import { keyTexts, type SigningKey } from "./keys-texts.ts";

const STEPS = ["created", "activates", "retires", "gone"] as const;

/** The life of a key, from left to right: what is over is filled, what is to come is not. */
export function KeyTimeline({ signingKey }: { readonly signingKey: SigningKey }) {
  const texts = useTexts(keyTexts);
  const now = Date.now();
  return (
    <ol className="timeline" aria-label={texts.timeline(signingKey.kid.slice(0, 8))}>
      {STEPS.map((step) => {
        const at = signingKey[step];
        const isOver = at !== null && Date.parse(at) <= now;
        return (
          <li key={step} className={isOver ? "timeline-step over" : "timeline-step"}>
            <span className="timeline-name">{texts.steps[step]}</span>
            <span className="timeline-moment">{at === null ? texts.open : <Moment at={at} />}</span>
          </li>
        );
      })}
    </ol>
  );
}
