import { Alert } from "@mantine/core";
import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Api, answerOf, versionedOf } from "../api/client.ts";
import { KeyList } from "../api-keys/key-list.tsx";
import type { KeySource } from "../api-keys/source.ts";
import { useWorld } from "../app/world.ts";
import { useTexts } from "../texts/language.tsx";
import { account } from "./texts.ts";

/** One's own keys, as the windows of keys need them. */
function ownKeys(api: Api): KeySource {
  const path = "/users/me/api_keys/{key_id}";
  const one = (id: string) => ({ path: { key_id: id } });
  return {
    queryKey: ["own-keys"],
    list: async (query, signal) => answerOf(await api.GET("/users/me/api_keys", { params: { query }, signal })),
    read: async (id) => versionedOf(await api.GET(path, { params: one(id) })),
    create: async (body) => answerOf(await api.POST("/users/me/api_keys", { body })).value,
    rotate: async (id, minutes) =>
      answerOf(await api.PUT("/users/me/api_keys/{key_id}/rotate", { params: one(id), body: { retain_period_minutes: minutes } })).value,
    update: async (id, body, etag) =>
      versionedOf(await api.PATCH(path, { params: { ...one(id), ...(etag !== undefined && { header: { "If-Match": etag } }) }, body })),
    remove: async (id) => answerOf(await api.DELETE(path, { params: one(id) })),
  };
}

/** One's own personal access tokens. */
export function KeysPage() {
  const texts = useTexts(account);
  const { api } = useWorld();
  const { cursor } = useSearch({ from: "/account/keys" });
  const source = useMemo(() => ownKeys(api), [api]);
  return (
    <>
      <KeyList source={source} lead={texts.keysLead} cursor={cursor} writes />
      <Alert variant="default">{texts.keysWarning}</Alert>
    </>
  );
}
