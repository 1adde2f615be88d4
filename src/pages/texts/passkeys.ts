import type { Catalogue } from "../language.ts";

interface PasskeyTexts {
  readonly signIn: string;
  readonly refused: string;
}

export const passkeys: Catalogue<PasskeyTexts> = {
  en: { signIn: "Sign in with a passkey", refused: "That did not work: the passkey is not known here, or it was cancelled." },
  de: { signIn: "Mit einem Passkey anmelden", refused: "Das hat nicht geklappt: Der Passkey ist hier nicht bekannt, oder es wurde abgebrochen." },
};
