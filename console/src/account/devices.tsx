import { Button, Text } from "@mantine/core";
import { IconDeviceLaptop, IconLock, IconLockOpen, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Device } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { Empty } from "../parts/empty.tsx";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { RowMenu } from "../parts/row-menu.tsx";
import { useTexts } from "../texts/language.tsx";
import { ListSection } from "./part.tsx";
import { sessionTexts } from "./session-texts.ts";

const DEVICES = ["devices"] as const;
/** Devices of one person, at most: nobody has so many. */
const MOST = 200;

function useDevices() {
  const { api } = useWorld();
  return useQuery({
    queryKey: DEVICES,
    queryFn: async ({ signal }) => answerOf(await api.GET("/devices", { params: { query: { status: "all", limit: MOST } }, signal })).value,
  });
}

function useColumns(): readonly Column<Device>[] {
  const { deviceColumns: columns, states } = useTexts(sessionTexts);
  return [
    { id: "name", title: columns.name, names: true, cell: ({ name, os }) => <bdi>{os === null ? name : `${name}, ${os}`}</bdi> },
    { id: "state", title: columns.state, cell: ({ status }) => <Mark tone={status === "locked" ? "bad" : "good"}>{states[status]}</Mark> },
    { id: "address", title: columns.address, cell: ({ ip_address }) => ip_address },
    { id: "created", title: columns.created, cell: ({ created }) => <Moment at={created} /> },
    { id: "last_login", title: columns.last_login, cell: ({ last_login }) => <Moment at={last_login} /> },
  ];
}

function useDeviceActs() {
  const texts = useTexts(sessionTexts);
  const { api } = useWorld();
  const flip = useAct({
    run: async ({ id, status }: Device) =>
      answerOf(await api.PATCH("/devices/{device_id}", { params: { path: { device_id: id } }, body: { locked: status !== "locked" } })),
    renews: [DEVICES, ["sessions"]],
    done: ({ name, status }) => (status === "locked" ? texts.unlocked(name) : texts.locked(name)),
    tellsFailure: true,
  });
  const removing = useAct({
    run: async ({ id }: Device) => answerOf(await api.DELETE("/devices/{device_id}", { params: { path: { device_id: id } } })),
    renews: [DEVICES, ["sessions"]],
    done: ({ name }) => texts.deviceRemoved(name),
  });
  return { flip, removing };
}

/** The devices that one let in. */
export function OwnDevices() {
  const texts = useTexts(sessionTexts);
  const columns = useColumns();
  const list = useDevices();
  const { flip, removing } = useDeviceActs();
  const [chosen, setChosen] = useState<Device | null>(null);
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const menu = (device: Device) => {
    const isLocked = device.status === "locked";
    return [
      { label: isLocked ? texts.unlock : texts.lock, icon: isLocked ? IconLockOpen : IconLock, run: () => flip.mutate(device) },
      {
        label: texts.remove,
        icon: IconTrash,
        danger: true,
        run: () => {
          removing.reset();
          setChosen(device);
          setOpened(true);
        },
      },
    ];
  };
  return (
    <ListSection
      title={texts.devices}
      lead={texts.devicesLead}
      actions={
        <Button component="a" href="/device" size="sm" variant="default">
          {texts.letIn}
        </Button>
      }
      list={list}
      empty={<Empty icon={IconDeviceLaptop} title={texts.noDevices} why={texts.noDevicesWhy} />}
    >
      {(rows) => (
        <>
          <DataTable
            label={texts.devices}
            rows={rows}
            columns={columns}
            rowId={({ id }) => id}
            minWidth={760}
            rowActions={(device) => <RowMenu label={texts.menuOf(device.name)} items={menu(device)} />}
          />
          <Confirm
            title={texts.removeDevice(chosen?.name ?? "")}
            opened={opened}
            close={close}
            submit={texts.remove}
            danger
            pending={removing.isPending}
            error={removing.error}
            onSubmit={() => chosen && removing.mutate(chosen, { onSuccess: close })}
          >
            <Text size="sm">{texts.removeDeviceWhy}</Text>
          </Confirm>
        </>
      )}
    </ListSection>
  );
}
