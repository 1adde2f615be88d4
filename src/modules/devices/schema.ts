import Type, { type Static } from "typebox";
import { Moment, Nullable, pageQuery, SECRET, Uuid } from "../../kernel/wire.ts";

const metadata = Type.Record(Type.String(), Type.Unknown(), { description: "Any JSON object; at most 16 KiB." });
const unknownPlace = (what: string) => Type.Null({ description: `The ${what} of the address: always null, since there is no geographic database here.` });

export const DEVICE_STATES = ["pending", "verified", "active", "locked"] as const;

/** The read model of a device (contract B.2). */
export const Device = Type.Object(
  {
    id: Uuid("Id; ids rise in the order in which devices first ask."),
    name: Type.String({ description: "What to call it: its host or its program, as it says.", examples: ["build-box"] }),
    created: Moment("When it first asked."),
    updated: Moment("When it was last changed."),
    user_id: Nullable(Uuid("Whose device it is; null until somebody verifies it.")),
    client_id: Uuid("The client installation, as it calls itself."),
    expires: Nullable(Moment("When its token ends; of a device that asks, when its code ends.")),
    trusted_device: Type.Boolean({ description: "Whether it stays signed in longer." }),
    status: Type.Unsafe<(typeof DEVICE_STATES)[number]>(
      Type.String({ enum: [...DEVICE_STATES], description: "`pending`: asks; `verified`: let in, has not fetched its token; `active`; `locked`." }),
    ),
    os: Nullable(Type.String({ description: "Its operating system, as it says.", examples: ["Linux"] })),
    ip_address: Nullable(Type.String({ description: "Where it asks, or asked, from.", examples: ["192.0.2.7"] })),
    hostname: Nullable(Type.String({ description: "Its host, as it says.", examples: ["build-box"] })),
    city: unknownPlace("city"),
    region: unknownPlace("region"),
    country: unknownPlace("country"),
    last_login: Nullable(Moment("When it last got a token.")),
    device_metadata: Nullable(metadata),
  },
  { $id: "Device", description: "A client installation, such as a command line, that a person lets in." },
);
export type Device = Static<typeof Device>;

export const DeviceAuthorizationForm = Type.Object(
  {
    client_id: Uuid("The client installation: an id that it made up for itself."),
    device_id: Type.Optional(Uuid("The device that it got a token for before: asks again for the same.")),
  },
  { $id: "DeviceAuthorizationForm", description: "A device that asks to be let in." },
);

/** RFC 8628 3.2. */
export const DeviceAuthorization = Type.Object(
  {
    device_code: Type.String({ description: "What the device polls `/auth/login` with." }),
    user_code: Type.String({ description: "What the person enters.", examples: ["WDJB-MJHT"] }),
    verification_uri: Type.String({ description: "Where they enter it." }),
    verification_uri_complete: Type.String({ description: "The same, with the code filled in." }),
    expires_in: Type.Integer({ description: "Seconds that both codes are good for." }),
    interval: Type.Integer({ description: "Seconds between two polls." }),
  },
  { $id: "DeviceAuthorization", description: "The codes of a device that asks (RFC 8628 3.2)." },
);
export type DeviceAuthorization = Static<typeof DeviceAuthorization>;

export const DeviceVerification = Type.Object(
  {
    user_code: Type.String({ maxLength: 64, ...SECRET, description: "The code that the device shows; without case, with or without hyphen." }),
    trusted_device: Type.Optional(Type.Boolean({ default: false, description: "Keep it signed in longer." })),
    device_metadata: Type.Optional(Nullable(metadata)),
  },
  { $id: "DeviceVerification", description: "Letting a device in." },
);
export type DeviceVerification = Static<typeof DeviceVerification>;

export const DeviceUpdate = Type.Object(
  { locked: Type.Optional(Nullable(Type.Boolean({ description: "A locked device is signed out and gets no token." }))) },
  { $id: "DeviceUpdate", description: "A change of a device." },
);
export type DeviceUpdate = Static<typeof DeviceUpdate>;

export const DeviceListQuery = Type.Object({
  status: Type.Optional(
    Type.Union([Type.Literal("active"), Type.Literal("verified"), Type.Literal("locked"), Type.Literal("all")], {
      description: "The devices in this state, or in any; `active` where nothing is said.",
    }),
  ),
  client_id: Type.Optional(Uuid("Those of this client installation.")),
  ...pageQuery,
});
export type DeviceListQuery = Static<typeof DeviceListQuery>;

export const DevicePath = Type.Object({ device_id: Uuid("Id of the device.") });
export const DeviceReference = Type.Object({
  device_id: Type.String({ minLength: 1, maxLength: 64, description: "Id of the device, or the user code that it shows." }),
});
export const DeviceQuery = Type.Object({
  user_code: Type.Optional(Type.String({ maxLength: 64, description: "The code that it shows: opens a device that nobody has verified yet." })),
});
