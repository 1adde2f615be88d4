import Type from "typebox";
import { type Answer, defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { askForDevice } from "./request-service.ts";
import {
  Device,
  DeviceAuthorization,
  DeviceAuthorizationForm,
  DeviceListQuery,
  DevicePath,
  DeviceQuery,
  DeviceReference,
  DeviceUpdate,
  DeviceVerification,
} from "./schema.ts";
import { deleteDevice, listDevices, updateDevice } from "./service.ts";
import { getDevice, type Throttle, verifyDevice } from "./verify-service.ts";

const tag = "Devices";

const one = (device: { json: string; version: number }): Answer => ({ json: device.json, version: device.version });

function askRoute(publicUrl: string): Route {
  return defineRoute({
    method: "POST",
    path: "/auth/device_authorization",
    id: "authorizeDevice",
    tag,
    summary: "Ask for a device to be let in",
    description:
      "The device flow (RFC 8628) for client installations that are no registered applications. The device shows the code to a person, who enters it at `verification_uri`, and polls `/auth/login` with `grant_type=urn:ietf:params:oauth:grant-type:device_code`. A new device each time, unless `device_id` names one of this client that is not locked.",
    permission: "devices:ask",
    body: DeviceAuthorizationForm,
    encoding: "form",
    answer: DeviceAuthorization,
    errors: ["device.too_many_requests"],
    notIdempotent: "Each answer has codes of its own, which are not kept.",
    example: { client_id: "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55" },
    handler: async (ctx, { body, meta }) => {
      const asking = { clientId: body.client_id, deviceId: body.device_id, userAgent: meta.userAgent };
      return { value: await askForDevice(ctx, asking, `${publicUrl}/device`) };
    },
  });
}

/** PUT and PATCH are the same here: a device has one field that can be set. */
function updateRoute(method: "PUT" | "PATCH"): Route {
  return defineRoute({
    method,
    path: "/devices/{device_id}",
    id: method === "PUT" ? "replaceDevice" : "updateDevice",
    tag,
    summary: "Lock or unlock a device",
    description: "A locked device is signed out: on the process that answers at once, on every other within a second. Unlocked, it has to ask again.",
    permission: "devices:write",
    params: DevicePath,
    body: DeviceUpdate,
    answer: Device,
    etag: true,
    errors: ["device.not_found"],
    example: { locked: true },
    handler: async (ctx, { params, body, ifMatch }) => one(await updateDevice(ctx, params.device_id, body, ifMatch)),
  });
}

/** Devices that people let in (contract B.2). */
export function deviceRoutes(publicUrl: string, throttle: Throttle): Route[] {
  return [
    askRoute(publicUrl),
    defineRoute({
      method: "GET",
      path: "/devices",
      id: "listDevices",
      tag,
      summary: "List one's devices",
      description: "Newest first; the active ones where no other state is asked for.",
      permission: "devices:read",
      query: DeviceListQuery,
      answer: Type.Array(Device),
      paged: true,
      handler: async (ctx, { query, meta }) => pageAnswer(await listDevices(ctx, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "PUT",
      path: "/devices/verify",
      id: "verifyDevice",
      tag,
      summary: "Let a device in",
      description: "By the code that it shows, which works once. The device becomes the caller's.",
      permission: "devices:verify",
      body: DeviceVerification,
      answer: Device,
      etag: true,
      errors: ["device.not_found", "device.verify_denied", "auth.too_many_attempts", "auth.busy"],
      example: { user_code: "WDJB-MJHT", trusted_device: true },
      handler: async (ctx, { body }) => one(await verifyDevice(ctx, throttle, body)),
    }),
    defineRoute({
      method: "GET",
      path: "/devices/{device_id}",
      id: "getDevice",
      tag,
      summary: "Get a device",
      description: "One's own by its id. By the code that it shows, as the id or beside it: what asks, before it is let in.",
      permission: "devices:read",
      params: DeviceReference,
      query: DeviceQuery,
      answer: Device,
      etag: true,
      errors: ["device.not_found", "auth.too_many_attempts", "auth.busy"],
      handler: async (ctx, { params, query }) => one(await getDevice(ctx, throttle, params.device_id, query.user_code)),
    }),
    updateRoute("PUT"),
    updateRoute("PATCH"),
    defineRoute({
      method: "DELETE",
      path: "/devices/{device_id}",
      id: "deleteDevice",
      tag,
      summary: "Remove a device",
      description: "Its token stops working as when it is locked.",
      permission: "devices:write",
      params: DevicePath,
      answer: Type.Null(),
      etag: true,
      errors: ["device.not_found"],
      handler: async (ctx, { params, ifMatch }) => {
        await deleteDevice(ctx, params.device_id, ifMatch);
        return { value: null };
      },
    }),
  ];
}
