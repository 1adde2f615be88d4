import { IconChevronDown } from "@tabler/icons-react";
import { type ComponentProps, Suspense, useState } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { initialsOf } from "./initials.ts";
import { late, Spare } from "./late.tsx";
import { useMe } from "./world.ts";

const AccountPanel = late(() => import("../account/panel.tsx").then((loaded) => loaded.default));

/** Says who is signed in. */
function Who({ name, ...props }: ComponentProps<"button"> & { readonly name: string }) {
  const texts = useTexts(common);
  return (
    <button type="button" aria-haspopup="dialog" aria-expanded={false} {...props} className="account-button">
      <span className="heard">{texts.accountMenu}</span>
      <span className="entry-picture small" aria-hidden="true">
        {initialsOf(name)}
      </span>
      <bdi className="account-name">{name}</bdi>
      <IconChevronDown size={14} aria-hidden="true" />
    </button>
  );
}

/** Who is signed in, how the console looks and speaks, and the way out; what opens is loaded with its first use. @param help shows what can be done by the keyboard */
export function AccountMenu({ help }: { help(): void }) {
  const me = useMe();
  const [isUsed, use] = useState(false);
  const name = me?.name ?? me?.username ?? "";
  if (!isUsed) return <Who name={name} onClick={() => use(true)} />;
  return (
    <Spare fallback={<Who name={name} />} failed={() => use(false)}>
      <Suspense fallback={<Who name={name} />}>
        <AccountPanel name={name} help={help}>
          <Who name={name} />
        </AccountPanel>
      </Suspense>
    </Spare>
  );
}
