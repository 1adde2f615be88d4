import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";

/** What was done, and what failed, in a corner. */
export default function Notices() {
  return <Notifications position="bottom-right" autoClose={8000} containerWidth={420} withinPortal={false} />;
}
