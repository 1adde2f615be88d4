import type { Catalogue } from "../language.ts";

interface DeviceTexts {
  readonly codeTitle: string;
  readonly codeIntro: string;
  readonly code: string;
  readonly wrongCode: string;
  readonly tooMany: string;
  readonly notAllowed: string;
  readonly confirmTitle: string;
  readonly confirmIntro: string;
  /** What stands before the code on the page that confirms. */
  readonly sameCode: string;
  readonly name: string;
  readonly system: string;
  readonly address: string;
  readonly asked: string;
  readonly ends: string;
  readonly unknown: string;
  readonly trust: string;
  readonly approve: string;
  readonly deny: string;
  readonly approvedTitle: string;
  readonly approved: string;
  readonly deniedTitle: string;
  readonly denied: string;
}

export const device: Catalogue<DeviceTexts> = {
  en: {
    codeTitle: "Let a device in",
    codeIntro: "Enter the code that the device shows.",
    code: "Code",
    wrongCode: "There is no device with this code, or the code has expired.",
    tooMany: "Too many wrong codes. Wait a little, then try again.",
    notAllowed: "A device can only be let in by a person who signed in here.",
    confirmTitle: "Is this your device?",
    confirmIntro: "It will be able to do whatever you can. Let it in only if you started this yourself.",
    sameCode: "The device shows this code",
    name: "Device",
    system: "System",
    address: "Address",
    asked: "Asked",
    ends: "The code ends",
    unknown: "unknown",
    trust: "Trust this device: keep it signed in longer",
    approve: "Let it in",
    deny: "Do not let it in",
    approvedTitle: "The device is in",
    approved: "You can close this page and go on at the device.",
    deniedTitle: "The device stays out",
    denied: "It was told so. You can close this page.",
  },
  de: {
    codeTitle: "Ein Gerät einlassen",
    codeIntro: "Den Code eingeben, den das Gerät anzeigt.",
    code: "Code",
    wrongCode: "Es gibt kein Gerät mit diesem Code, oder der Code ist abgelaufen.",
    tooMany: "Zu viele falsche Codes. Bitte kurz warten und es dann erneut versuchen.",
    notAllowed: "Ein Gerät kann nur eine Person einlassen, die sich hier angemeldet hat.",
    confirmTitle: "Ist das Ihr Gerät?",
    confirmIntro: "Es wird alles tun können, was Sie können. Nur einlassen, wenn Sie das selbst begonnen haben.",
    sameCode: "Das Gerät zeigt diesen Code",
    name: "Gerät",
    system: "System",
    address: "Adresse",
    asked: "Gefragt",
    ends: "Der Code endet",
    unknown: "unbekannt",
    trust: "Diesem Gerät vertrauen: länger angemeldet lassen",
    approve: "Einlassen",
    deny: "Nicht einlassen",
    approvedTitle: "Das Gerät ist angemeldet",
    approved: "Sie können diese Seite schließen und am Gerät weitermachen.",
    deniedTitle: "Das Gerät bleibt draußen",
    denied: "Es weiß das nun. Sie können diese Seite schließen.",
  },
};
